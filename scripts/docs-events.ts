import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventsDocs } from '#lib/vapi/events-docs.ts';

// Writes docs/events.md from the catalogue of events and their fields: `node scripts/docs-events.ts`
writeFileSync(path.join(import.meta.dirname, '../docs/events.md'), eventsDocs());

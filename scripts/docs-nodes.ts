import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodesDocs } from '#lib/nodes/docs.ts';

// Writes docs/nodes.md from the node definitions: `node scripts/docs-nodes.ts`
writeFileSync(path.join(import.meta.dirname, '../docs/nodes.md'), nodesDocs());

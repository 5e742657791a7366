import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventCatalogue } from './events.ts';
import { eventsDocs } from './events-docs.ts';

test('docs/events.md is up to date (node scripts/docs-events.ts writes it), and has every type', () => {
  const written = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
  expect(written).toBe(eventsDocs());
  for (const { type } of eventCatalogue) expect(written).toContain(`\`${type}\``);
});

// `npm run admin -- <command>`: for machines without a browser.
import { fileURLToPath } from 'node:url';
import { generateClient, installDependencies, onNode24 } from './setup.mjs';

await onNode24(fileURLToPath(import.meta.url));
await installDependencies();
await generateClient();
await import('./admin.ts');

// `npm start` and, with --dev, `npm run dev`: from a fresh clone to the running app.
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, generateClient, giveUp, installDependencies, onNode24 } from './setup.mjs';

const development = process.argv.includes('--dev');
const host = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);

const portIsFree = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

const prepareOnly = process.argv.includes('--prepare'); // everything but starting: for images

await onNode24(fileURLToPath(import.meta.url));
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  giveUp(`PORT is "${process.env.PORT}", which is no port. Choose a number up to 65535: PORT=3001 npm start`);
}
if (!prepareOnly && !(await portIsFree())) {
  giveUp(
    `Port ${port} on ${host} is in use by another program. Stop that one, or choose another: PORT=3001 npm start`,
  );
}
await installDependencies();
await generateClient();
if (!development) await build();
if (prepareOnly) process.exit(0);
process.env.NODE_ENV = development ? 'development' : 'production';
await import('../server.js');

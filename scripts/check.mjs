// `npm run check`: format, lint and layer rules, types, unused code, schema drift. All run; any failure fails.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { generateClient, installDependencies, onNode24 } from './setup.mjs';

await onNode24(fileURLToPath(import.meta.url));
await installDependencies();
await generateClient();

const bin = (name, file) => [process.execPath, [`node_modules/${name}/${file}`]];
const checks = [
  [
    'format, lint and layers',
    ...withArgs(bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings'),
  ],
  ['types', ...withArgs(bin('typescript', 'bin/tsc'), '--noEmit')],
  ['unused code', ...withArgs(bin('knip', 'bin/knip.js'))],
  ['database schemas', process.execPath, ['scripts/prisma-schema.mjs', '--check']],
];

function withArgs([command, args], ...more) {
  return [command, [...args, ...more]];
}

const check = ([title, command, args]) =>
  new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    child.on('exit', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? '\u2714' : '\u2716'} ${title} (${seconds} s)`);
      if (code !== 0) console.log(output);
      resolve(code === 0);
    });
  });

const results = await Promise.all(checks.map(check));
process.exit(results.every(Boolean) ? 0 : 1);

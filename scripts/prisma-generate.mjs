// Generates the Prisma clients of both databases into lib/store/generated, offline, and only when something changed.
// Runs on plain Node without any dependency of ours, since `npm start` calls it right after `npm ci`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = `${root}lib/store/generated`;
const stampFile = `${generated}/stamp`;
const prisma = `${root}node_modules/prisma/build/index.js`;
const schemas = ['prisma/schema.prisma', 'prisma/postgresql/schema.prisma'];

const stamp = () => {
  const hash = createHash('sha256');
  for (const file of [...schemas, 'node_modules/prisma/package.json', 'scripts/prisma-generate.mjs'])
    hash.update(readFileSync(root + file)).update('\0');
  return hash.digest('hex');
};

const generate = (schema) => {
  const result = spawnSync(process.execPath, [prisma, 'generate', '--no-hints', '--schema', schema], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // `generate` insists on a schema engine and downloads one where none is named, but never starts it:
      // any executable will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  });
  if (result.status === 0) return;
  console.error(`Generating the database client of ${schema} failed:\n${result.stdout}${result.stderr}`);
  process.exit(1);
};

const wanted = stamp();
const isCurrent = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
if (!isCurrent || process.argv.includes('--force')) {
  rmSync(stampFile, { force: true });
  for (const schema of schemas) generate(schema);
  mkdirSync(generated, { recursive: true });
  writeFileSync(`${stampFile}.new`, wanted);
  renameSync(`${stampFile}.new`, stampFile);
}

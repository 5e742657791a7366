// Writes prisma/postgresql/schema.prisma from prisma/schema.prisma; with --check only says whether they fit.
// Prisma fixes the database in the schema, so there are two, and only one is written by hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url));
const target = fileURLToPath(new URL('../prisma/postgresql/schema.prisma', import.meta.url));

const HEADER =
  '// Made from ../schema.prisma by `node scripts/prisma-schema.mjs`. Change that file, not this one.\n\n';

const replaceOnce = (text, from, to) => {
  if (text.split(from).length !== 2)
    throw new Error(`prisma/schema.prisma should have ${from} exactly once.`);
  return text.replace(from, to);
};

const postgresSchema = () => {
  const sqlite = readFileSync(source, 'utf8');
  const body = sqlite.slice(sqlite.indexOf('generator client'));
  const withProvider = replaceOnce(body, 'provider = "sqlite"', 'provider = "postgresql"');
  return (
    HEADER +
    replaceOnce(withProvider, '"../lib/store/generated/sqlite"', '"../../lib/store/generated/postgresql"')
  );
};

const wanted = postgresSchema();
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== wanted) {
    console.error(
      'prisma/postgresql/schema.prisma does not fit prisma/schema.prisma. Run: node scripts/prisma-schema.mjs',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, wanted);
}

import { defineConfig } from 'prisma/config';

// For those who use the Prisma CLI. The app itself needs it neither to generate (scripts/prisma-generate.mjs) nor to
// migrate (lib/store/migrate.ts).
const databaseUrl = process.env.DATABASE_URL;
const folder = databaseUrl === undefined ? 'prisma' : 'prisma/postgresql';

export default defineConfig({
  schema: `${folder}/schema.prisma`,
  migrations: { path: `${folder}/migrations` },
  datasource: { url: databaseUrl ?? `file:${process.env.PATCHBAY_DATA_DIR ?? './data'}/patchbay.db` },
});

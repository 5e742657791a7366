import pg from 'pg';

/** Migrated once a test run, and copied for the tests that need not see a migration. */
export const TEMPLATE = 'patchbay_template';

/** The same server, another database. */
export const databaseUrlOf = (serverUrl: string, database: string): string => {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** Runs one statement on a connection of its own. */
export const onPostgres = async (connectionString: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** Which database: SQLite in the data directory, or the Postgres that DATABASE_URL names. */
export type Provider = 'sqlite' | 'postgresql';

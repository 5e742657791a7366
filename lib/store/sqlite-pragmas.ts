/** How long another connection's write lock is waited for, in milliseconds. */
export const BUSY_TIMEOUT_MS = 10_000;

/** What every connection to the SQLite file begins with. */
export const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL; -- a commit is on disk when it returns: the journal's promise
  PRAGMA foreign_keys = ON;
  PRAGMA cache_size = -32768; -- 32 MiB
  PRAGMA journal_size_limit = 67108864; -- a WAL that grew under load shrinks again
`;

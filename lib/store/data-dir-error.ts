import { StoreError } from './store-error.ts';

/** Why nothing can be kept in a directory, by the code of the file system or of SQLite. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EEXIST: 'it is a file, not a directory',
  ENOSPC: 'its disk is full',
  ENOTDIR: 'a part of its path is not a directory',
  EPERM: 'this user may not write there',
  EROFS: 'its file system is read-only',
  SQLITE_CANTOPEN: 'the file patchbay.db in it cannot be opened',
  SQLITE_CORRUPT: 'the file patchbay.db in it is damaged; bring it back from a backup',
  SQLITE_FULL: 'its disk is full',
  SQLITE_NOTADB: 'the file patchbay.db in it is no database; bring it back from a backup',
  SQLITE_READONLY: 'the file patchbay.db in it may not be written to',
};

/** The error to show for one that came up while the data directory was opened. */
export const explainDataDir = (error: unknown, dataDir: string): unknown => {
  const reason = REASONS[codeOf(error) ?? ''];
  if (reason === undefined) return error;
  return new StoreError(
    'store.unusable-directory',
    `The data directory ${dataDir} cannot be used: ${reason}. Mend that, or choose another directory with PATCHBAY_DATA_DIR.`,
    error,
  );
};

/** Of the error itself, or of the one that Prisma's driver wrapped. */
const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && error.code in REASONS) return error.code;
  const { cause } = error;
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('originalCode' in cause && typeof cause.originalCode === 'string') return cause.originalCode;
  return codeOf(cause);
};

type StoreErrorCode =
  | 'store.migration-failed'
  | 'store.newer-database'
  | 'store.locked'
  | 'store.wrong-encryption-key'
  | 'store.unreachable'
  | 'store.unusable-directory';

/** The database cannot be used; the message says what to do about it. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}

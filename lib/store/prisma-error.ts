// https://www.prisma.io/docs/orm/reference/error-reference
// Checked by code, since Next loads Prisma's classes more than once.

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** Another row has the same value in a unique column. */
export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === 'P2002';

/** The row to change is not there. */
export const isMissingRow = (error: unknown): boolean => codeOf(error) === 'P2025';

/**
 * The database answered and refused what it was sent, rather than being away, full, or busy: one row may be at fault.
 * P2010 is "raw query failed" and carries what the driver said.
 */
export const isRowFault = (error: unknown): boolean => {
  const code = codeOf(error);
  if (code === 'P2010') return !ENVIRONMENT_FAULT.test(String(error));
  return code !== undefined && /^P20(0[0-9]|1[1-9]|2[0-3])$/.test(code) && code !== 'P2008';
};

/** Disk full, read-only, I/O, busy, connection lost, shutting down. */
const ENVIRONMENT_FAULT =
  /SQLITE_(FULL|IOERR|READONLY|BUSY|CANTOPEN)|disk is full|readonly database|SocketTimeout|not reachable|closed|terminat|`?(08|53|57)[0-9A-Z]{3}`?|ECONN/i;

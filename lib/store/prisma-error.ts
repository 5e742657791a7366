// https://www.prisma.io/docs/orm/reference/error-reference
// Checked by code, since Next loads Prisma's classes more than once.

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** Another row has the same value in a unique column. */
export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === 'P2002';

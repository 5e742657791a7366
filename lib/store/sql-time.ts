import type { Provider } from './provider.ts';

/** A time in milliseconds since 1970 as raw SQL takes it: Prisma's own columns are integers on SQLite. */
export const timeText = (provider: Provider, ms: number): number | string =>
  provider === 'sqlite' ? ms : new Date(ms).toISOString();

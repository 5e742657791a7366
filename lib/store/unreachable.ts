import { StoreError } from './store-error.ts';

/** Why there is no connection, by the name that Prisma's driver gives it. */
const REASONS: Readonly<Record<string, string>> = {
  DatabaseNotReachable: 'nothing answers there',
  SocketTimeout: 'nothing answers there in time',
  ConnectionClosed: 'the connection was closed',
  TlsConnectionError: 'TLS does not work',
  AuthenticationFailed: 'the user or the password is wrong',
  DatabaseDoesNotExist: 'there is no such database',
  DatabaseAccessDenied: 'the user may not use this database',
  TooManyConnections: 'it takes no more connections',
};

/** The error to show for one that came up while connecting: what is wrong and where, without the password. */
export const explainConnection = (error: unknown, databaseUrl: string | undefined): unknown => {
  const cause = error instanceof Error ? error.cause : undefined;
  if (databaseUrl === undefined || typeof cause !== 'object' || cause === null || !('kind' in cause))
    return error;
  const reason = REASONS[String(cause.kind)];
  if (reason === undefined) return error;
  const { host, pathname, username } = new URL(databaseUrl);
  return new StoreError(
    'store.unreachable',
    `The database ${pathname.slice(1)} on ${host} cannot be used${username === '' ? '' : ` as ${username}`}: ${reason}. Check DATABASE_URL.`,
    error,
  );
};

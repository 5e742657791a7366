import { HttpError } from './http-error.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const TLS = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH)/;

const EXPLAINED: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens on that port',
  ECONNRESET: 'the other side closed the connection',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  UND_ERR_SOCKET: 'the other side closed the connection',
};

/** The first of several attempts stands for all of them. */
const single = (error: unknown): unknown =>
  error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;

const explain = (error: unknown): string => {
  const code = codeOf(error);
  const explained = EXPLAINED[code];
  if (explained !== undefined) return explained;
  const said = error instanceof Error ? error.message : String(error);
  return TLS.test(code) ? `its certificate is not accepted (${said})` : said;
};

/** Whatever went wrong on the way as an HttpError that names the host. */
export const asHttpError = (error: unknown, url: URL): HttpError => {
  if (error instanceof HttpError) return error;
  return new HttpError('http.connect', `No connection to ${url.host}: ${explain(single(error))}.`, error);
};

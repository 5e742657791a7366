import { HttpError } from './http-error.ts';
import { ACCEPT_ENCODING } from './read-body.ts';

/** Set by the connection itself: a value of the user's could make two servers read one request differently. */
const OWN: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/; // token, RFC 9110, 5.6.2
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may not stand in a header
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;

const DEFAULTS: readonly (readonly [string, string])[] = [
  ['accept', '*/*'],
  ['accept-encoding', ACCEPT_ENCODING],
  ['user-agent', 'Patchbay'],
];

const invalid = (name: string, why: string): HttpError =>
  new HttpError('http.invalid-header', `The header ${JSON.stringify(name)} cannot be sent: ${why}`);

/** The headers as undici takes them, names and values in turn. Throws `http.invalid-header`. */
export const flatHeaders = (headers: readonly (readonly [string, string])[]): string[] => {
  const names = new Set<string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (!NAME.test(name)) throw invalid(name, 'its name may have letters, digits and - only.');
    if (OWN.has(lower)) throw invalid(name, 'it is set by the connection. Remove it.');
    if (FORBIDDEN.test(value))
      throw invalid(name, 'its value has a line break or a character outside Latin-1.');
    names.add(lower);
  }
  return [...DEFAULTS.filter(([name]) => !names.has(name)), ...headers].flat();
};

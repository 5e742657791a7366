import { isIP } from 'node:net';
import type { AddressGuard } from './address-guard.ts';
import { blocked } from './blocked.ts';
import { HttpError } from './http-error.ts';

const MAX_LENGTH = 20_000;
const SCHEME = /^https?:/i;
const ABSOLUTE = /^https?:\/\/([^/?#\\]*)(.*)$/is;
// biome-ignore lint/suspicious/noControlCharactersInRegex: URL parsers drop some of these without a word
const CONTROL = /[\u0000-\u001f\u007f]/;
/** `127.0.0.1..` is an address to some resolvers and a name to the rest. */
const EMPTY_LABEL = /^\.|\.\.|\.$/;
const BACKSLASH_BEFORE_QUERY = /^[^?#]*\\/;

const invalid = (raw: string, why: string): HttpError => {
  const shown = JSON.stringify(raw.length > 120 ? `${raw.slice(0, 120)}…` : raw);
  return new HttpError('http.invalid-url', `The URL ${shown} cannot be called: ${why}`);
};

/**
 * Reads the text of an absolute http(s) URL. Texts that parsers read in different ways are refused before they
 * are parsed. Throws `http.invalid-url`.
 */
export const parseUrl = (raw: string): URL => {
  if (raw.trim() === '') throw new HttpError('http.invalid-url', 'The URL is empty. Enter the URL to call.');
  if (raw.length > MAX_LENGTH) throw invalid(raw, `it is longer than ${MAX_LENGTH} characters.`);
  checkCharacters(raw);
  if (!SCHEME.test(raw)) throw invalid(raw, 'it must start with https:// or http://.');
  const authority = ABSOLUTE.exec(raw)?.[1];
  if (authority === undefined || authority === '') {
    throw invalid(raw, 'after http: or https: there must be exactly two slashes and a host.');
  }
  if (authority.includes('@')) {
    throw invalid(raw, 'user name and password do not belong in a URL. Use the authentication of the step.');
  }
  if (/\s/.test(authority)) throw invalid(raw, 'there is a blank in its host.');
  const url = parsed(raw);
  if (url.username !== '' || url.password !== '' || hostOf(url) === '' || EMPTY_LABEL.test(hostOf(url)))
    throw invalid(raw, 'its host cannot be read.');
  return url;
};

/** Where a redirect leads to. The same rules as for a URL, but it may be relative. Throws `http.invalid-url`. */
export const parseLocation = (raw: string, from: URL): URL => {
  checkCharacters(raw);
  if (SCHEME.test(raw)) return parseUrl(raw);
  const url = parsed(raw, from);
  return parseUrl(url.href);
};

const checkCharacters = (raw: string): void => {
  if (CONTROL.test(raw)) throw invalid(raw, 'it has a line break, a tab or another control character in it.');
  if (raw !== raw.trim()) throw invalid(raw, 'there are blanks around it.');
  if (BACKSLASH_BEFORE_QUERY.test(raw)) throw invalid(raw, 'it has a backslash where a slash belongs.');
};

const parsed = (raw: string, base?: URL): URL => {
  try {
    return new URL(raw, base);
  } catch (cause) {
    throw new HttpError('http.invalid-url', invalid(raw, 'it is not a valid URL.').message, cause);
  }
};

/** Names under which clouds serve credentials, wherever they resolve to. */
const METADATA_NAMES: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
]);

/** A URL's host without the brackets of IPv6 and the dot at the end of a full name. */
export const hostOf = ({ hostname }: { readonly hostname: string }): string =>
  hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Refuses hosts that need no look-up to be refused. Throws `http.address-blocked`. */
export const checkHost = (host: string, guard: AddressGuard): void => {
  if (METADATA_NAMES.has(host.toLowerCase())) throw blocked(host, undefined, 'always-blocked');
  if (isIP(host) === 0) return;
  const verdict = guard(host);
  if (verdict !== 'allowed') throw blocked(host, undefined, verdict);
};

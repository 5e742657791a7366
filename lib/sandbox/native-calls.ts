import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { cut } from './cut.ts';
import { ops } from './realm-source.ts';

const hashNames: Readonly<Record<string, string>> = {
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Bytes cross as strings of characters 0–255. */
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/**
 * Answers what the inside of an isolate asks for and needs no run: hashes, random values, text codecs, URLs. Gives
 * `=answer`, or `!message` where it fails.
 */
export const answerNatively = (op: number, number: number, text: string, more: string): string => {
  try {
    return `=${answer(op, number, text, more)}`;
  } catch (error) {
    return `!${error instanceof Error ? error.message : 'failed'}`;
  }
};

const answer = (op: number, number: number, text: string, more: string): string => {
  switch (op) {
    case ops.parseUrl:
      return parseUrl(text);
    case ops.changeUrl:
      return changeUrl(text);
    case ops.utf8Encode:
      return Buffer.from(text, 'utf8').toString('latin1');
    case ops.utf8Decode:
      return decode(number, text, more);
    case ops.base64Encode:
      return encodeBase64(text);
    case ops.base64Decode:
      return decodeBase64(text);
    case ops.digest:
      return textOf(createHash(hashName(more)).update(bytesOf(text)).digest());
    case ops.hmac: {
      const colon = more.indexOf(':');
      const key = bytesOf(more.slice(colon + 1));
      return createHmac(hashName(more.slice(0, colon)), key)
        .update(bytesOf(text))
        .digest('binary');
    }
    case ops.random:
      return textOf(randomBytes(Math.min(number, 65_536)));
    case ops.uuid:
      return randomUUID();
    default:
      throw new Error(`unknown operation ${op}`);
  }
};

const hashName = (name: string): string => {
  const known = hashNames[name];
  if (known === undefined)
    throw new Error(`Unknown hash '${name}'. Use one of ${Object.keys(hashNames).join(', ')}.`);
  return known;
};

const partsOf = (url: URL): string =>
  JSON.stringify({
    href: url.href,
    origin: url.origin,
    protocol: url.protocol,
    username: url.username,
    password: url.password,
    host: url.host,
    hostname: url.hostname,
    port: url.port,
    pathname: url.pathname,
    search: url.search,
    hash: url.hash,
  });

const strings = (text: string): string[] => {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.map(String) : [];
};

const parseUrl = (text: string): string => {
  const [input = '', base] = strings(text);
  const url = URL.parse(input, base);
  if (url === null) throw new Error(`Invalid URL: ${cut(input, 200)}`);
  return partsOf(url);
};

const changeUrl = (text: string): string => {
  const [href = '', name = '', value = ''] = strings(text);
  const url = new URL(href);
  switch (name) {
    case 'href':
    case 'protocol':
    case 'username':
    case 'password':
    case 'host':
    case 'hostname':
    case 'port':
    case 'pathname':
    case 'search':
    case 'hash':
      url[name] = value;
  }
  return partsOf(url);
};

const CHECK_LABEL = 4;

/** The numbers are flags: 1 fatal, 2 keep the byte order mark, 4 only check the label. */
const decode = (flags: number, text: string, label: string): string => {
  const decoder = new TextDecoder(label, { fatal: (flags & 1) !== 0, ignoreBOM: (flags & 2) !== 0 });
  if (flags === CHECK_LABEL) return decoder.encoding;
  return decoder.decode(bytesOf(text));
};

const encodeBase64 = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole range of one byte is what is asked for
  if (!/^[\u0000-\u00ff]*$/.test(text)) {
    throw new Error('The string to be encoded contains characters outside of the Latin1 range.');
  }
  return bytesOf(text).toString('base64');
};

const decodeBase64 = (text: string): string => {
  const compact = text.replace(/[\t\n\f\r ]/g, '');
  const bare = compact.length % 4 === 0 ? compact.replace(/={1,2}$/, '') : compact;
  if (bare.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(bare)) {
    throw new Error('The string to be decoded is not correctly encoded.');
  }
  return Buffer.from(bare, 'base64').toString('latin1');
};

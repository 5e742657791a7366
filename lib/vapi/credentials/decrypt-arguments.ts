import { constants, createPrivateKey, type KeyObject, privateDecrypt } from 'node:crypto';
import { isObject, MAX_DEPTH, nestingOf } from '../message.ts';
import type { Access } from './access.ts';
import { isBase64 } from './credential.ts';

/** Text that came encrypted, or why it cannot be read. */
type Decrypted = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** What became of a message with encrypted tool arguments. */
export interface DecryptedMessage {
  readonly fields: Readonly<Record<string, unknown>>;
  /** By the id of the tool call: which of its arguments could not be read, and why. They are left out. */
  readonly problems: ReadonlyMap<string, string>;
  /** The values in clear, each once: not to be written down. */
  readonly plaintexts: readonly string[];
}

/** Makes the encrypted arguments of a message readable. */
export type DecryptArguments = (fields: Readonly<Record<string, unknown>>) => DecryptedMessage;

/** More values than any tool call has; each costs some milliseconds in which nothing else is answered. */
const MAX_VALUES = 32;
/** The lists of tool calls that one message repeats them in. */
const LISTS = ['toolCallList', 'toolCalls'] as const;

/**
 * A function that decrypts the configured paths in all tool calls of a message: base64 of RSA-OAEP with SHA-256, as
 * docs.vapi.ai (Tool argument encryption) has it. `undefined` where nothing is configured.
 */
export const createDecryptArguments = ({
  keyPairs,
  encryptedPaths,
}: Access): DecryptArguments | undefined => {
  if (keyPairs.length === 0 || encryptedPaths.length === 0) return undefined;
  const keys = keyPairs.map(({ privateKeyPem }) => createPrivateKey(privateKeyPem));
  const paths = encryptedPaths.map((path) => path.split('.'));
  return (fields) => decryptMessage(fields, paths, keys);
};

const decryptMessage = (
  fields: Readonly<Record<string, unknown>>,
  paths: readonly string[][],
  keys: readonly KeyObject[],
): DecryptedMessage => {
  const problems = new Map<string, string>();
  const seen = new Map<string, Decrypted>();
  const read = (ciphertext: unknown): Decrypted => {
    if (typeof ciphertext !== 'string') return { ok: false, why: 'it is no text' };
    const known = seen.get(ciphertext); // the lists of a message hold the same calls
    if (known === undefined && seen.size >= MAX_VALUES) {
      return { ok: false, why: `one message may carry ${MAX_VALUES} encrypted values` };
    }
    const result = known ?? decryptText(ciphertext, keys);
    seen.set(ciphertext, result);
    return result;
  };
  const call = (given: unknown): unknown =>
    isObject(given) ? decryptCall(given, paths, read, problems) : given;
  const next: Record<string, unknown> = { ...fields };
  for (const name of LISTS) if (Array.isArray(next[name])) next[name] = next[name].map(call);
  if (Array.isArray(next.toolWithToolCallList)) {
    next.toolWithToolCallList = next.toolWithToolCallList.map((entry) =>
      isObject(entry) ? { ...entry, toolCall: call(entry.toolCall) } : entry,
    );
  }
  if (isObject(next.functionCall)) next.functionCall = call(next.functionCall);
  const plaintexts = [...seen.values()].flatMap((result) => (result.ok ? [result.text] : []));
  return { fields: next, problems, plaintexts };
};

type Read = (ciphertext: unknown) => Decrypted;

/** One tool call in any of Vapi's four shapes. */
const decryptCall = (
  call: Record<string, unknown>,
  paths: readonly string[][],
  read: Read,
  problems: Map<string, string>,
): Record<string, unknown> => {
  const report = (problem: string): void => {
    problems.set(typeof call.id === 'string' || typeof call.id === 'number' ? `${call.id}` : '', problem);
  };
  const inside = (owner: Record<string, unknown>): Record<string, unknown> => {
    const next = { ...owner };
    for (const name of ['arguments', 'parameters']) {
      if (name in next) next[name] = decryptValue(next[name], paths, read, report);
    }
    return next;
  };
  const flat = inside(call);
  return isObject(flat.function) ? { ...flat, function: inside(flat.function) } : flat;
};

/** Arguments come as an object or as its JSON. */
const decryptValue = (
  given: unknown,
  paths: readonly string[][],
  read: Read,
  report: (problem: string) => void,
): unknown => {
  const isText = typeof given === 'string';
  const value = isText ? parsed(given) : given;
  if (!isObject(value)) return given;
  const unreadable: string[] = [];
  let next: unknown = value;
  for (const path of paths) {
    next = replaceAt(next, path, (ciphertext) => {
      const result = read(ciphertext);
      if (result.ok) return result.text;
      unreadable.push(`${path.join('.')} cannot be decrypted: ${result.why}`);
      return undefined;
    });
  }
  if (unreadable.length > 0) report(unreadable.join('; '));
  return isText ? JSON.stringify(next) : next;
};

const parsed = (text: string): unknown => {
  if (nestingOf(new TextEncoder().encode(text)) > MAX_DEPTH) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // left as it is: reading the tool calls says so
  }
};

/** A copy in which the value at the path, where there is one, is replaced; `undefined` leaves it out. Lists are walked. */
const replaceAt = (
  value: unknown,
  path: readonly string[],
  replace: (value: unknown) => unknown,
): unknown => {
  const [name, ...rest] = path;
  if (name === undefined) return replace(value);
  if (Array.isArray(value))
    return value.map((item) => (isObject(item) ? replaceAt(item, path, replace) : item));
  if (!isObject(value) || !Object.hasOwn(value, name)) return value;
  const { [name]: old, ...others } = value;
  if (old === null) return value; // not given: there is nothing to encrypt
  const replaced = replaceAt(old, rest, replace);
  return replaced === undefined ? others : { ...others, [name]: replaced };
};

const decryptText = (ciphertext: string, keys: readonly KeyObject[]): Decrypted => {
  if (!isBase64(ciphertext)) return { ok: false, why: 'it did not come encrypted' };
  const bytes = Buffer.from(ciphertext, 'base64');
  const fitting = keys.filter((key) => bytes.byteLength * 8 === key.asymmetricKeyDetails?.modulusLength);
  if (fitting.length === 0)
    return { ok: false, why: 'it did not come encrypted with a key of this workflow' };
  for (const key of fitting) {
    try {
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      return { ok: true, text: privateDecrypt({ key, padding, oaepHash: 'sha256' }, bytes).toString('utf8') };
    } catch {
      // Another key pair of the workflow may fit.
    }
  }
  return { ok: false, why: 'no key pair of this workflow fits it' };
};

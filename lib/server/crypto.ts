import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Encryption at rest, with the one key of this installation. */
export interface Vault {
  /** AES-256-GCM with a fresh nonce. */
  readonly encrypt: (text: string) => Uint8Array<ArrayBuffer>;
  /** Throws a `VaultError`: `vault.wrong-key` where another key encrypted it, `vault.malformed` where it is no ciphertext. */
  readonly decrypt: (sealed: Uint8Array) => string;
  /** 32 bytes in hex for another purpose, e.g. signing cookies; the same for the same key and purpose. */
  readonly derive: (purpose: string) => string;
}

export class VaultError extends Error {
  readonly code: 'vault.wrong-key' | 'vault.malformed' | 'vault.bad-key-file';

  constructor(code: VaultError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'VaultError';
    this.code = code;
  }
}

/** The first byte of a ciphertext, so that the way of encrypting can change without losing what is stored. */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** The vault that opens with `key` (64 hex digits). */
export const createVault = (key: string): Vault => {
  const bytes = Buffer.from(key, 'hex');
  return {
    encrypt: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', bytes, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]));
    },
    decrypt: (sealed) => {
      if (sealed.byteLength < HEADER_BYTES || sealed[0] !== FORMAT) {
        throw new VaultError('vault.malformed', 'The stored value is not something that Patchbay encrypted.');
      }
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', bytes, nonce);
      decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch (cause) {
        throw new VaultError('vault.wrong-key', 'The stored value was encrypted with another key.', cause);
      }
    },
    derive: (purpose) => Buffer.from(hkdfSync('sha256', bytes, 'patchbay', purpose, 32)).toString('hex'),
  };
};

/**
 * The vault of this installation: with the key given, or the one in `<dataDir>/encryption.key`, which is made at
 * first use, readable by its owner only. Throws a `VaultError` where that file holds no key.
 */
export const openVault = ({ dataDir, key }: { dataDir: string; key?: string | undefined }): Vault =>
  createVault(key ?? readKeyFile(path.join(dataDir, 'encryption.key')));

const readKeyFile = (file: string): string => {
  const key = readOrCreate(file).trim();
  if (/^[0-9a-f]{64}$/i.test(key)) return key;
  throw new VaultError(
    'vault.bad-key-file',
    `${file} should hold the encryption key, 64 hexadecimal digits, and holds something else. Put the key back from a backup.`,
  );
};

const readOrCreate = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  // Written aside and linked: a second process that starts now sees no half-written key and cannot replace this one.
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // else the other process was first
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
};

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** SHA-256 in hex: how tokens and API keys are stored for look-up. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** The token of a server URL: 192 random bits, more than the 128 that make an address unguessable. */
export const newToken = (): string => randomBytes(24).toString('base64url');

import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyPair } from './access.ts';

/** 3072 bits are held safe past 2030 (NIST SP 800-57) and leave room for 318 bytes of text. */
const MODULUS_BITS = 3072;

/** A new RSA key pair for tool arguments; takes some tenths of a second, off the main thread. */
export const makeKeyPair = async (id: string, now: Date): Promise<KeyPair> => {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: MODULUS_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { id, createdAt: now.toISOString(), publicKeyPem: publicKey, privateKeyPem: privateKey };
};

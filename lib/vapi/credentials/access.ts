import { z } from 'zod';
import { credential } from './credential.ts';

/** A key pair for tool arguments; Vapi gets the public key. */
const keyPair = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  createdAt: z.iso.datetime(),
  /** SPKI, PEM. */
  publicKeyPem: z.string(),
  /** PKCS #8, PEM. */
  privateKeyPem: z.string(),
});

export const MAX_CREDENTIALS = 10;
export const MAX_KEY_PAIRS = 5;

/** Who may post events, and how what they send encrypted is read. */
export const access = z.object({
  /** One that verifies is enough; none at all lets everyone in who knows the server URL. */
  credentials: z.array(credential),
  /** CIDR blocks from which events are taken; empty means from everywhere. */
  allowedNetworks: z.array(z.string()),
  /** Newest first; the older ones still decrypt. */
  keyPairs: z.array(keyPair),
  /** Paths below a tool's arguments whose values come encrypted, e.g. `payment.cardNumber`. */
  encryptedPaths: z.array(z.string()),
});

export type Access = z.infer<typeof access>;
export type KeyPair = z.infer<typeof keyPair>;

/** Nothing is asked for and nothing is encrypted. */
export const openAccess = (): Access => ({
  credentials: [],
  allowedNetworks: [],
  keyPairs: [],
  encryptedPaths: [],
});

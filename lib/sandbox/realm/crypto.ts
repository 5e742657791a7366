import type { Kit } from './kit.ts';

/** `crypto`: random values, digests, HMAC. */
export const addCrypto = (kit: Kit): void => {
  const { ask, ops, bytesToText, textToBytes, toText, viewOf } = kit;
  const MAX_RANDOM_BYTES = 65_536; // the limit of the web platform

  const algorithmName = (algorithm: unknown): string => {
    const name =
      typeof algorithm === 'object' && algorithm !== null && 'name' in algorithm ? algorithm.name : algorithm;
    return toText(name).toUpperCase();
  };

  const secrets = new WeakMap<object, { readonly hash: string; readonly key: string }>();

  class CryptoKey {
    readonly type: string = 'secret';
    readonly extractable: boolean;
    readonly usages: readonly string[];
    readonly algorithm: object;
    constructor(hash: string, key: string, extractable: boolean, usages: readonly string[]) {
      this.extractable = extractable;
      this.usages = usages;
      this.algorithm = { name: 'HMAC', hash: { name: hash }, length: key.length * 8 };
      secrets.set(this, { hash, key });
    }
  }

  const hmac = (algorithm: unknown, key: object, usage: string, data: unknown): string => {
    if (algorithmName(algorithm) !== 'HMAC') throw new Error('Only HMAC can sign and verify here.');
    const secret = secrets.get(key);
    if (!(key instanceof CryptoKey) || secret === undefined)
      throw new TypeError('Expected a key of importKey.');
    if (!key.usages.includes(usage)) throw new Error(`The key was not imported for '${usage}'.`);
    return ask(ops.hmac, 0, bytesToText(viewOf(data)), `${secret.hash}:${secret.key}`);
  };

  const equal = (left: string, right: string): boolean => {
    if (left.length !== right.length) return false;
    let difference = 0;
    for (let at = 0; at < left.length; at += 1) difference |= left.charCodeAt(at) ^ right.charCodeAt(at);
    return difference === 0;
  };

  const subtle = {
    digest: async (algorithm: unknown, data: unknown): Promise<ArrayBuffer> =>
      textToBytes(ask(ops.digest, 0, bytesToText(viewOf(data)), algorithmName(algorithm))).buffer,
    importKey: async (
      format: unknown,
      data: unknown,
      algorithm: { readonly name?: unknown; readonly hash?: unknown },
      extractable: unknown,
      usages: readonly string[],
    ): Promise<CryptoKey> => {
      if (format !== 'raw') throw new Error("Only keys in the format 'raw' can be imported here.");
      if (algorithmName(algorithm) !== 'HMAC') throw new Error('Only keys for HMAC can be imported here.');
      const hash = algorithmName(algorithm.hash);
      ask(ops.digest, 0, '', hash); // refuses an unknown hash now rather than at the first signature
      return new CryptoKey(hash, bytesToText(viewOf(data)), extractable === true, [...usages].map(toText));
    },
    sign: async (algorithm: unknown, key: object, data: unknown): Promise<ArrayBuffer> =>
      textToBytes(hmac(algorithm, key, 'sign', data)).buffer,
    verify: async (algorithm: unknown, key: object, signature: unknown, data: unknown): Promise<boolean> =>
      equal(hmac(algorithm, key, 'verify', data), bytesToText(viewOf(signature))),
  };

  kit.expose('CryptoKey', CryptoKey);
  kit.expose('crypto', {
    subtle,
    randomUUID: () => ask(ops.uuid, 0, ''),
    getRandomValues: <T>(target: T): T => {
      const view = viewOf(target);
      if (view.length > MAX_RANDOM_BYTES)
        throw new RangeError(`At most ${MAX_RANDOM_BYTES} bytes at a time.`);
      view.set(textToBytes(ask(ops.random, view.length, '')));
      return target;
    },
  });
};

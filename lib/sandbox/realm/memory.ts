import type { Kit } from './kit.ts';
import type { Runtime } from './runtime.ts';

type Kind = 'call' | 'workflow';

interface MemoryOptions {
  readonly ttlSeconds?: number;
  readonly scope?: Kind;
}

/** `memory`: what a workflow remembers, for this call or for all. */
export const addMemory = (kit: Kit, runtime: Runtime): void => {
  const { parse, stringify, toText } = kit;
  const NativeError = Error;

  const request = (op: string, scope: unknown, fields: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const made = new NativeError();
      runtime.send(
        { op, scope, ...fields },
        {
          resolve: (answer) => resolve(answer === '' ? undefined : parse(answer)),
          reject: (reason) => reject(runtime.failureOf(made, reason)),
        },
      );
    });

  const valueText = (value: unknown): string => {
    const text = stringify(value);
    if (text === undefined) throw new TypeError('memory.set takes a value that can be written as JSON.');
    return text;
  };

  const ttl = (options: MemoryOptions | undefined): number | undefined => {
    if (options?.ttlSeconds === undefined) return undefined;
    const seconds = Number(options.ttlSeconds);
    if (!(seconds > 0)) throw new RangeError('ttlSeconds must be a number above 0.');
    return seconds;
  };

  const operations = (fixed?: Kind) => {
    const scopeOf = (options?: MemoryOptions): unknown => fixed ?? options?.scope;
    return {
      get: async (key: unknown, options?: MemoryOptions) =>
        request('memory.get', scopeOf(options), { key: toText(key) }),
      set: async (key: unknown, value: unknown, options?: MemoryOptions) => {
        const fields = { key: toText(key), value: valueText(value), ttlSeconds: ttl(options) };
        await request('memory.set', scopeOf(options), fields);
      },
      increment: async (key: unknown, by: unknown = 1, options?: MemoryOptions) => {
        const amount = Number(by);
        if (!Number.isFinite(amount)) throw new TypeError('memory.increment takes a finite number.');
        const fields = { key: toText(key), by: amount, ttlSeconds: ttl(options) };
        return request('memory.increment', scopeOf(options), fields);
      },
      delete: async (key: unknown, options?: MemoryOptions) => {
        await request('memory.delete', scopeOf(options), { key: toText(key) });
      },
      list: async (options?: MemoryOptions) => request('memory.list', scopeOf(options), {}),
    };
  };

  kit.expose('memory', { ...operations(), call: operations('call'), workflow: operations('workflow') });
};

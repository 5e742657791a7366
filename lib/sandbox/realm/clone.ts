import type { Kit } from './kit.ts';

/** `structuredClone` for what code steps handle: JSON, dates, maps, sets, errors, buffers, cycles. */
export const addClone = (kit: Kit): void => {
  const { isArray } = Array;
  const { isView } = ArrayBuffer;

  const refuse = (value: unknown): never => {
    const shown =
      typeof value === 'symbol' ? 'a symbol' : typeof value === 'function' ? 'a function' : 'this object';
    throw new TypeError(`${shown} cannot be cloned.`);
  };

  const cloneView = (view: ArrayBufferView): ArrayBufferView => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
    if (view instanceof DataView) return new DataView(bytes.buffer);
    const Same = Object.getPrototypeOf(view).constructor as new (buffer: ArrayBufferLike) => ArrayBufferView;
    return new Same(bytes.buffer);
  };

  const cloneError = (error: Error, seen: Map<object, unknown>): Error => {
    const kinds: readonly ErrorConstructor[] = [
      EvalError,
      RangeError,
      ReferenceError,
      SyntaxError,
      TypeError,
      URIError,
    ];
    const Kind = kinds.find((kind) => error instanceof kind) ?? Error;
    const copy = new Kind(String(error.message));
    seen.set(error, copy);
    if ('cause' in error) copy.cause = clone(error.cause, seen);
    copy.stack = String(error.stack);
    return copy;
  };

  /** Kinds that hold no other values; undefined for the rest. */
  const cloneLeaf = (value: object): object | undefined => {
    if (value instanceof Date) return new Date(value.getTime());
    if (value instanceof RegExp) return new RegExp(value.source, value.flags);
    if (value instanceof ArrayBuffer) return value.slice(0);
    if (isView(value)) return cloneView(value);
    if (value instanceof Boolean || value instanceof Number || value instanceof String)
      return Object(value.valueOf());
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
      return refuse(value);
    return undefined;
  };

  const cloneBranch = (value: object, seen: Map<object, unknown>): object => {
    if (value instanceof Error) return cloneError(value, seen);
    if (value instanceof Map) {
      const copy = new Map();
      seen.set(value, copy);
      for (const [key, item] of [...value]) copy.set(clone(key, seen), clone(item, seen));
      return copy;
    }
    if (value instanceof Set) {
      const copy = new Set();
      seen.set(value, copy);
      for (const item of [...value]) copy.add(clone(item, seen));
      return copy;
    }
    const copy: object = isArray(value) ? new Array(value.length) : {};
    seen.set(value, copy);
    for (const [key, item] of Object.entries(value)) {
      const content = { value: clone(item, seen), writable: true, enumerable: true, configurable: true };
      Object.defineProperty(copy, key, content);
    }
    return copy;
  };

  const clone = (value: unknown, seen: Map<object, unknown>): unknown => {
    if (typeof value === 'symbol' || typeof value === 'function') return refuse(value);
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const leaf = cloneLeaf(value);
    if (leaf === undefined) return cloneBranch(value, seen);
    seen.set(value, leaf);
    return leaf;
  };

  kit.expose('structuredClone', function structuredClone(value: unknown): unknown {
    return clone(value, new Map());
  });
};

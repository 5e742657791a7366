const registry: Map<string, unknown> = (() => {
  const key = Symbol.for('patchbay.once');
  const holder: { [key: symbol]: Map<string, unknown> | undefined } = globalThis as never;
  holder[key] ??= new Map();
  return holder[key];
})();

/**
 * The one instance of `key` in this process, made by `create` at first use. Next loads a module up to three times
 * in one process (docs/architecture.md, Instances), so a module-level variable is not enough.
 */
export const once = <T>(key: string, create: () => T): T => {
  if (!registry.has(key)) registry.set(key, create());
  return registry.get(key) as T; // the seam: a key is only ever made with one type
};

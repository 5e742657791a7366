/**
 * The declarations of the language as the sandbox has it, by file name: ES2025 without what the realm takes away
 * (shared memory, weak references). The texts come with the JavaScript build of TypeScript.
 */
const texts = import.meta.glob<string>(
  [
    '../../../node_modules/typescript-js/lib/lib.es5.d.ts',
    '../../../node_modules/typescript-js/lib/lib.es20*.d.ts',
    '../../../node_modules/typescript-js/lib/lib.decorators*.d.ts',
    '!../../../node_modules/typescript-js/lib/*.full.d.ts',
    '!../../../node_modules/typescript-js/lib/*.sharedmemory.d.ts',
    '!../../../node_modules/typescript-js/lib/*.weakref.d.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

export const libTexts: ReadonlyMap<string, string> = new Map(
  Object.entries(texts).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]),
);

import { limits } from './limits.ts';
import { addClone } from './realm/clone.ts';
import { addConsole } from './realm/console.ts';
import { addCrypto } from './realm/crypto.ts';
import { addFetch } from './realm/fetch.ts';
import { makeInspect } from './realm/inspect.ts';
import { makeKit, type Ops } from './realm/kit.ts';
import { addMemory } from './realm/memory.ts';
import { makeRuntime } from './realm/runtime.ts';
import { addText } from './realm/text.ts';
import { addTimers } from './realm/timers.ts';
import { addUrl } from './realm/url.ts';

/** The numbers by which the inside calls out. */
export const ops = {
  console: 1,
  call: 2,
  abort: 3,
  done: 4,
  failed: 5,
  parseUrl: 10,
  changeUrl: 11,
  utf8Encode: 12,
  utf8Decode: 13,
  base64Encode: 14,
  base64Decode: 15,
  digest: 16,
  hmac: 17,
  random: 18,
  uuid: 19,
} as const satisfies Ops;

/**
 * The script that furnishes a realm: an expression that takes the way out (`host`) and gives the runtime's
 * functions. It is the text of the functions in `realm/`, which were type-checked as ordinary files.
 */
export const realmSource = `(function (host) {
  'use strict';
  const AsyncFunction = globalThis.nativeAsyncFunction ?? (async () => {}).constructor;
  delete globalThis.nativeAsyncFunction;
  const kit = (${makeKit})(host, ${JSON.stringify(ops)}, ${JSON.stringify(limits)}, globalThis);
  const inspect = (${makeInspect})(kit.limits.consoleChars);
  const runtime = (${makeRuntime})(kit, inspect);
  (${addConsole})(kit, inspect);
  (${addTimers})(kit, runtime);
  (${addMemory})(kit, runtime);
  (${addText})(kit);
  (${addCrypto})(kit);
  (${addClone})(kit);
  (${addUrl})(kit);
  (${addFetch})(kit, runtime);
  // Nothing of use to a code step; each a way to block a thread or to act after a run has ended.
  for (const name of ['SharedArrayBuffer', 'Atomics', 'WebAssembly', 'FinalizationRegistry', 'WeakRef']) {
    delete globalThis[name];
  }
  // The second opinion on "one body and nothing else": the constructor parses the body by itself.
  const check = (body) => { new AsyncFunction("'use strict';\\n" + body); };
  return [runtime.register, runtime.start, runtime.settle, runtime.drop, check];
})`;

/** Before \`realmSource\`, in a realm that many runs share: \`lockdown\` of ses, which its script has defined. */
export const lockdownSource = `(() => {
  const SuppressedErrorKind = SuppressedError;
  const NativeError = Object.getPrototypeOf(SuppressedErrorKind);
  globalThis.nativeAsyncFunction = (async () => {}).constructor; // lockdown takes it away; \`check\` needs it
  lockdown({
    errorTaming: 'unsafe', // keeps stack traces, and so the user's line numbers
    overrideTaming: 'severe', // \`object.toString = …\` works although Object.prototype is frozen
    localeTaming: 'unsafe',
    consoleTaming: 'unsafe',
    errorTrapping: 'none',
    unhandledRejectionTrapping: 'none',
    stackFiltering: 'verbose',
    domainTaming: 'unsafe',
    evalTaming: 'unsafe-eval',
    reporting: 'none',
  });
  // The start realm's own Error can still be told how to make stacks, for everybody; the shared one cannot.
  globalThis.Error = Error.prototype.constructor;
  harden(SuppressedErrorKind);
  harden(NativeError);
  for (const name of ['SuppressedError', 'DisposableStack', 'AsyncDisposableStack', 'console']) delete globalThis[name];
})()`;

/** After \`realmSource\`: nothing in the realm can be written to any more. */
export const freezeSource = `(() => {
  const { harden } = globalThis;
  for (const name of ['lockdown', 'repairIntrinsics', 'Compartment', 'assert', 'harden', 'getStackString']) {
    delete globalThis[name];
  }
  // Prototypes that no walk from the global object reaches.
  const segments = new Intl.Segmenter().segment('a');
  for (const hidden of [
    segments,
    segments[Symbol.iterator](),
    Iterator.from({ next() {} }),
    [].values().map((item) => item),
    'a'.matchAll(/a/g),
  ]) {
    harden(Object.getPrototypeOf(hidden));
  }
  harden(globalThis);
})()`;

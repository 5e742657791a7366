/**
 * The files of this folder are the inside of the sandbox: the child turns each exported function into text and runs
 * it in the isolate, so a function here uses nothing but its parameters and the language.
 */

/** One call out of the isolate. Only strings and numbers cross; it never throws: `=…` is an answer, `!…` a failure. */
export type HostCall = (op: number, number: number, text: string, more?: string) => string;

/** What `HostCall` understands. The numbers are written out in the realm's code; `realm-source.ts` passes them in. */
export interface Ops {
  readonly console: number;
  readonly call: number;
  readonly abort: number;
  readonly done: number;
  readonly failed: number;
  readonly parseUrl: number;
  readonly changeUrl: number;
  readonly utf8Encode: number;
  readonly utf8Decode: number;
  readonly base64Encode: number;
  readonly base64Decode: number;
  readonly digest: number;
  readonly hmac: number;
  readonly random: number;
  readonly uuid: number;
}

export interface RealmLimits {
  readonly resultChars: number;
  readonly callChars: number;
  readonly errorMessageChars: number;
  readonly errorStackChars: number;
  readonly consoleChars: number;
  readonly timers: number;
}

/** What every part of the realm works with: the way out, and built-ins kept before anybody can change them. */
export interface Kit {
  readonly host: HostCall;
  readonly ops: Ops;
  readonly limits: RealmLimits;
  readonly parse: (text: string) => unknown;
  readonly stringify: (value: unknown) => string | undefined;
  readonly toText: (value: unknown) => string;
  /** At most so many characters of a text; it ends in `…` where there are more. */
  readonly cut: (text: string, maxChars: number) => string;
  /** Bytes as a string of characters 0–255, the way they cross. */
  readonly bytesToText: (bytes: Uint8Array) => string;
  readonly textToBytes: (text: string) => Uint8Array<ArrayBuffer>;
  /** A view on any ArrayBuffer, typed array or DataView. Throws a TypeError for anything else. */
  readonly viewOf: (source: unknown) => Uint8Array;
  /** Calls out and turns a failure into a TypeError of this realm. */
  readonly ask: (op: number, number: number, text: string, more?: string) => string;
  /** Adds what code sees as a global. */
  readonly expose: (name: string, value: unknown) => void;
}

/** Captures the built-ins. Runs before any code of a user. */
export const makeKit = (host: HostCall, ops: Ops, limits: RealmLimits, globals: object): Kit => {
  const { parse, stringify } = JSON;
  const { defineProperty } = Object;
  const { isView } = ArrayBuffer;
  const { fromCharCode } = String;
  const { apply } = Reflect;
  const charCodeAt = String.prototype.charCodeAt;
  const subarray = Uint8Array.prototype.subarray;
  const NativeUint8Array = Uint8Array;
  const NativeArrayBuffer = ArrayBuffer;
  const NativeTypeError = TypeError;
  const slice = String.prototype.slice;
  const toText = String;

  const cut: Kit['cut'] = (text, maxChars) =>
    text.length > maxChars ? `${apply(slice, text, [0, maxChars - 1])}…` : text;

  const ask: Kit['ask'] = (op, number, text, more) => {
    const answer = host(op, number, text, more);
    const content = apply(slice, answer, [1]);
    if (answer[0] === '!') throw new NativeTypeError(content);
    return content;
  };

  const bytesToText = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 4096) {
      const part: unknown = apply(subarray, bytes, [at, at + 4096]);
      text += apply(fromCharCode, undefined, part as number[]); // the seam: apply takes any array-like
    }
    return text;
  };

  const textToBytes = (text: string): Uint8Array<ArrayBuffer> => {
    const bytes = new NativeUint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = apply(charCodeAt, text, [at]);
    return bytes;
  };

  const viewOf = (source: unknown): Uint8Array => {
    if (source instanceof NativeArrayBuffer) return new NativeUint8Array(source);
    if (isView(source)) return new NativeUint8Array(source.buffer, source.byteOffset, source.byteLength);
    throw new TypeError('Expected an ArrayBuffer or a typed array.');
  };

  const expose = (name: string, value: unknown): void => {
    defineProperty(globals, name, { value, writable: true, enumerable: false, configurable: true });
  };

  return {
    host,
    ops,
    limits,
    parse,
    stringify: (value) => stringify(value),
    toText: (value) => toText(value),
    cut,
    bytesToText,
    textToBytes,
    viewOf,
    ask,
    expose,
  };
};

import type { Kit } from './kit.ts';

/** `TextEncoder`, `TextDecoder`, `atob`, `btoa`. The work is done outside: byte loops are slow without a compiler. */
export const addText = (kit: Kit): void => {
  const { ask, ops, bytesToText, textToBytes, toText, viewOf } = kit;

  class TextEncoder {
    get encoding(): string {
      return 'utf-8';
    }
    encode(text: unknown = ''): Uint8Array {
      return textToBytes(ask(ops.utf8Encode, 0, toText(text)));
    }
    encodeInto(text: unknown, target: Uint8Array): { read: number; written: number } {
      const source = toText(text);
      let read = 0;
      let written = 0;
      for (const character of source) {
        const bytes = textToBytes(ask(ops.utf8Encode, 0, character));
        if (written + bytes.length > target.length) break;
        target.set(bytes, written);
        written += bytes.length;
        read += character.length;
      }
      return { read, written };
    }
  }

  class TextDecoder {
    readonly #encoding: string;
    readonly #fatal: boolean;
    readonly #ignoreBOM: boolean;
    constructor(label: unknown = 'utf-8', options?: { fatal?: boolean; ignoreBOM?: boolean }) {
      this.#fatal = options?.fatal === true;
      this.#ignoreBOM = options?.ignoreBOM === true;
      this.#encoding = ask(ops.utf8Decode, 4, '', toText(label)); // checks the label, gives its proper name
    }
    get encoding(): string {
      return this.#encoding;
    }
    get fatal(): boolean {
      return this.#fatal;
    }
    get ignoreBOM(): boolean {
      return this.#ignoreBOM;
    }
    decode(source?: unknown): string {
      if (source === undefined) return '';
      const flags = (this.#fatal ? 1 : 0) + (this.#ignoreBOM ? 2 : 0);
      return ask(ops.utf8Decode, flags, bytesToText(viewOf(source)), this.#encoding);
    }
  }

  kit.expose('TextEncoder', TextEncoder);
  kit.expose('TextDecoder', TextDecoder);
  kit.expose('atob', function atob(text: unknown): string {
    return ask(ops.base64Decode, 0, toText(text));
  });
  kit.expose('btoa', function btoa(text: unknown): string {
    return ask(ops.base64Encode, 0, toText(text));
  });
};

import type { Emitter } from 'liquidjs';
import { Inserted, JsonText } from './inserted.ts';
import { toText } from './text.ts';

/** Characters one render may give; more ends it with `template.limit`. */
export const MAX_RENDERED = 5_000_000;

const checkLength = (length: number): void => {
  // Liquid's own memory limit does not count what loops write.
  if (length > MAX_RENDERED) throw new Error('output limit exceeded');
};

/** Gathers text; lists and objects become JSON. */
export class TextEmitter implements Emitter {
  buffer = '';

  write(part: unknown): void {
    this.buffer += part instanceof Inserted ? part.toString() : toText(part);
    checkLength(this.buffer.length);
  }
}

/** A value inside a JSON string: its text, escaped. */
export const insideString = (value: unknown): string => {
  const text = value instanceof JsonText ? value.text : toText(value);
  return JSON.stringify(text).slice(1, -1);
};

/** A value between JSON tokens: as JSON. */
export const outsideString = (value: unknown): string =>
  value instanceof JsonText ? value.text : (JSON.stringify(value ?? null) ?? 'null');

/**
 * Gathers JSON text. The template's own text is taken as written; a value is encoded for the place where it
 * lands: whole (quotes and all) between JSON tokens, escaped where it lands inside a string. So no value can
 * change the shape of the document.
 */
export class JsonEmitter implements Emitter {
  buffer = '';
  #inString = false;
  #escaped = false;

  /** Whether the next part lands inside a JSON string. */
  get inString(): boolean {
    return this.#inString;
  }

  write(part: unknown): void {
    if (part instanceof Inserted) {
      this.buffer += this.#inString ? insideString(part.value) : outsideString(part.value);
    } else {
      const text = toText(part);
      this.#follow(text);
      this.buffer += text;
    }
    checkLength(this.buffer.length);
  }

  #follow(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      if (this.#escaped) {
        this.#escaped = false;
        continue;
      }
      const char = text[index];
      if (char === '"') this.#inString = !this.#inString;
      else if (char === '\\' && this.#inString) this.#escaped = true;
    }
  }
}

/** Renders the template's own text with `null` or nothing for every value: enough to check its JSON beforehand. */
export class OutlineEmitter implements Emitter {
  buffer = '';
  readonly #json = new JsonEmitter();

  write(part: unknown): void {
    this.#json.write(part instanceof Inserted ? new Inserted(null) : part);
    this.buffer = this.#json.buffer;
  }
}

import { toText } from './text.ts';

/** JSON text made by a final `| json`: stands for itself inside JSON, where other text would be quoted. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/**
 * What `{{ }}` writes, as opposed to the text around it. Every output is wrapped in one (Liquid's `outputEscape`),
 * so that an emitter can tell data from template, and `{% capture %}` gets its text through `toString`.
 */
export class Inserted {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
  toString(): string {
    return this.value instanceof JsonText ? this.value.text : toText(this.value);
  }
}

/** The value that was inserted, as the user sees it. */
export const unwrap = (value: unknown): unknown => {
  const inner = value instanceof Inserted ? value.value : value;
  if (inner instanceof JsonText) return inner.text;
  return inner === undefined ? null : inner;
};

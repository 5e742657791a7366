/** A piece of source text. Comments and white space give none. */
export interface Token {
  /** `text` is a quoted string, or a template literal without substitutions; `other` is a number, a regex, a mark. */
  readonly kind: 'name' | 'text' | 'other';
  /** Of a `text`: what stands between its quotes, as written. */
  readonly value: string;
  /** Where it stands in the source. */
  readonly start: number;
  readonly end: number;
}

/** Whether the token is one of `marks`, and not a text that reads like it. */
export const isMark = (token: Token | undefined, ...marks: readonly string[]): boolean =>
  token?.kind === 'other' && marks.includes(token.value);

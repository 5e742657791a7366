import { type NameValue, textPairs } from './name-values.ts';
import { StepError } from './step-error.ts';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/; // token, RFC 9110, 5.6.2
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may not stand in a header
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;

/** Rendered rows as headers. Throws where a name or a value cannot be one. */
export const headerPairs = (rows: readonly NameValue[]): [string, string][] =>
  textPairs(rows).map(([name, value]) => header(name, value));

/** One header, its value without blanks around it. Throws where it cannot be one. */
export const header = (name: string, value: string): [string, string] => {
  if (!NAME.test(name)) {
    throw new StepError(
      'header.name',
      `"${name}" cannot be the name of a header: use letters, digits and -.`,
    );
  }
  const trimmed = value.trim();
  if (FORBIDDEN.test(trimmed)) {
    throw new StepError(
      'header.value',
      `The value of the header "${name}" has a line break or a character outside Latin-1. Encode it, e.g. with | url_encode.`,
    );
  }
  return [name, trimmed];
};

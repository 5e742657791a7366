export interface JsonError {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** A sentence without the place. */
  readonly message: string;
}

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
  /[ \t\r\n]*(?:(?<text>"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?<scalar>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b)|(?<mark>[{}[\]:,]))/y;

/** What JSON allows between tokens: less than what JavaScript takes for white space. */
const blank = /[ \t\r\n]*/y;

type Expected = 'value' | 'value or ]' | 'name or }' | 'name' | ':' | ', or }' | ', or ]' | 'nothing more';

const words: Record<Expected, string> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  'name or }': 'a name in double quotes, or }',
  name: 'a name in double quotes (no comma before the end)',
  ':': 'a colon',
  ', or }': 'a comma or }',
  ', or ]': 'a comma or ]',
  'nothing more': 'nothing more',
};

/**
 * Where a text stops being JSON, and what was expected there: browsers no longer say the place of every mistake.
 * Undefined where the text is JSON.
 */
export const findJsonError = (text: string): JsonError | undefined => {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) break;
    const next = after(expected, match.groups ?? {}, open);
    if (next === undefined) break;
    expected = next;
    at = token.lastIndex;
  }
  blank.lastIndex = at;
  const start = at + (blank.exec(text)?.[0].length ?? 0);
  const isAtEnd = start >= text.length;
  if (isAtEnd && expected === 'nothing more') return undefined;
  const lines = text.slice(0, start).split('\n');
  return {
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    message: isAtEnd
      ? `The text ends where ${words[expected]} is expected.`
      : `Expected ${words[expected]}, found ${JSON.stringify(text.slice(start, start + 12).split('\n')[0])}.`,
  };
};

const afterValue = (open: readonly ('{' | '[')[]): Expected => {
  const around = open.at(-1);
  if (around === undefined) return 'nothing more';
  return around === '{' ? ', or }' : ', or ]';
};

/** What may follow a token where `expected` was; undefined where the token does not fit. */
const after = (
  expected: Expected,
  { text, scalar, mark }: { text?: string; scalar?: string; mark?: string },
  open: ('{' | '[')[],
): Expected | undefined => {
  const wantsValue = expected === 'value' || expected === 'value or ]';
  if (text !== undefined && (expected === 'name' || expected === 'name or }')) return ':';
  if (text !== undefined || scalar !== undefined) return wantsValue ? afterValue(open) : undefined;
  if (mark === '{' || mark === '[') {
    if (!wantsValue) return undefined;
    open.push(mark);
    return mark === '{' ? 'name or }' : 'value or ]';
  }
  if (mark === '}' || mark === ']') {
    const fits = mark === '}' ? ['name or }', ', or }'] : ['value or ]', ', or ]'];
    if (!fits.includes(expected)) return undefined;
    open.pop();
    return afterValue(open);
  }
  if (mark === ':') return expected === ':' ? 'value' : undefined;
  if (expected === ', or }') return 'name';
  return expected === ', or ]' ? 'value' : undefined;
};

import type { Token } from './token.ts';

/**
 * The tokens of JavaScript or TypeScript, without comments, and without the text of template literals (but with
 * what stands in their `${ }`). It never throws: of broken source it gives what it can tell apart.
 */
export const scanCode = (source: string): Token[] => {
  const tokens: Token[] = [];
  const braces: ('{' | '${')[] = [];
  let at = 0;
  const push = (kind: Token['kind'], value: string, end: number): void => {
    tokens.push({ kind, value, start: at, end });
    at = end;
  };
  /** Goes over a template literal's text up to its end or its next `${`; `from` is behind its ` or its `}`. */
  const template = (from: number): void => {
    const { end, opens } = endOfTemplateText(source, from);
    const isFirst = source[at] === '`';
    if (isFirst && !opens) {
      push('text', source.slice(from, end - 1), end);
      return;
    }
    if (!isFirst) push('other', '`', opens ? from : end); // closes the `${` before
    if (!opens) return;
    braces.push('${');
    push('other', '${', end);
  };
  while (at < source.length) {
    const char = source[at] ?? '';
    const comment = endOfComment(source, at);
    if (comment !== undefined) at = comment;
    else if (/\s/.test(char)) at += 1;
    else if (char === '`') template(at + 1);
    else if (char === '}' && braces.pop() === '${') template(at + 1);
    else if (char === '"' || char === "'") {
      const end = endOfString(source, at);
      push('text', source.slice(at + 1, end - 1), end);
    } else if (NAME_START.test(char)) {
      const name = matchAt(NAME, source, at) ?? char;
      push('name', name, at + name.length);
    } else if (char === '/' && regexMayStand(tokens.at(-1))) {
      const regex = matchAt(REGEX, source, at) ?? char;
      push('other', regex, at + regex.length);
    } else {
      if (char === '{') braces.push('{');
      const mark = matchAt(MARK, source, at) ?? char;
      push('other', mark, at + mark.length);
    }
  }
  return tokens;
};

const NAME_START = /[\p{ID_Start}$_#]/u;
const NAME = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[\p{ID_Continue}]*/uy;
/** The marks of several characters that matter here, and numbers (whose dot is no member access). */
const MARK = /\.\.\.|\?\.(?!\d)|=>|[=!]==?|\d[\w.]*/y;
const KEYWORDS_BEFORE_VALUE = new Set(
  'return typeof case in of delete void throw new else do instanceof yield await'.split(' '),
);

const matchAt = (pattern: RegExp, source: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
};

/** After a value a slash divides; elsewhere it begins a regular expression. */
const regexMayStand = (before: Token | undefined): boolean => {
  if (before === undefined) return true;
  if (before.kind === 'name') return KEYWORDS_BEFORE_VALUE.has(before.value);
  return before.kind === 'other' && !/^[)\]`\d]/.test(before.value);
};

const endOfComment = (source: string, at: number): number | undefined => {
  if (source.startsWith('//', at)) {
    const end = source.indexOf('\n', at);
    return end === -1 ? source.length : end;
  }
  if (source.startsWith('/*', at)) {
    const end = source.indexOf('*/', at + 2);
    return end === -1 ? source.length : end + 2;
  }
  return undefined;
};

/** A quoted string ends at its quote, or at the end of its line where the quote is missing. */
const endOfString = (source: string, at: number): number => {
  const quote = source[at];
  for (let index = at + 1; index < source.length; index += 1) {
    const char = source[index];
    if (char === '\\') index += 1;
    else if (char === quote) return index + 1;
    else if (char === '\n') return index;
  }
  return source.length;
};

const endOfTemplateText = (source: string, from: number): { end: number; opens: boolean } => {
  for (let index = from; index < source.length; index += 1) {
    const char = source[index];
    if (char === '\\') index += 1;
    else if (char === '`') return { end: index + 1, opens: false };
    else if (char === '$' && source[index + 1] === '{') return { end: index + 2, opens: true };
  }
  return { end: source.length, opens: false };
};

import type { Token } from './token.ts';

/**
 * The tokens inside of a template's `{{ }}` and `{% %}`; the text around them, and what stands in `raw` and
 * `comment`, gives none. A mark between two outputs keeps their tokens apart. It never throws, also where a
 * template is half written.
 */
export const scanTemplate = (source: string): Token[] => {
  const tokens: Token[] = [];
  let verbatim: string | undefined;
  for (const span of source.matchAll(SPAN)) {
    const [whole, output, tag] = span;
    const name = tag?.match(/^-?\s*(\w+)/)?.[1];
    if (verbatim !== undefined) {
      if (name === `end${verbatim}`) verbatim = undefined;
      continue;
    }
    if (name === 'raw' || name === 'comment') {
      verbatim = name;
      continue;
    }
    const offset = span.index + 2;
    for (const { 0: text, index } of (output ?? tag ?? '').matchAll(TOKEN)) {
      tokens.push(tokenOf(text, offset + index));
    }
    const end = span.index + whole.length;
    tokens.push({ kind: 'other', value: '}}', start: end, end });
  }
  return tokens;
};

const SPAN =
  /\{\{((?:"[^"]*"|'[^']*'|(?!\}\})[\s\S])*)(?:\}\}|$)|\{%((?:"[^"]*"|'[^']*'|(?!%\})[\s\S])*)(?:%\}|$)/g;
const TOKEN = /"[^"]*"?|'[^']*'?|[A-Za-z_][\w-]*\??|\d[\w.]*|\S/g;

const tokenOf = (text: string, start: number): Token => {
  const end = start + text.length;
  if (/^["']/.test(text)) return { kind: 'text', value: text.slice(1, -1), start, end };
  return { kind: /^[A-Za-z_]/.test(text) ? 'name' : 'other', value: text, start, end };
};

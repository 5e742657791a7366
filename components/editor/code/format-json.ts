/**
 * Sets the line breaks and indents of JSON that may hold `{{ }}` outside and inside of its texts. Nothing but blanks
 * between its signs changes, so it can never mean something else.
 */
export const formatJson = (source: string): string => {
  let text = '';
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  const pieces = source.match(PIECES) ?? [];
  for (const [index, piece] of pieces.entries()) {
    if (piece === '{' || piece === '[') {
      depth += 1;
      text += piece;
      if (pieces[index + 1] !== CLOSING[piece]) text += line();
    } else if (piece === '}' || piece === ']') {
      depth = Math.max(0, depth - 1);
      const isEmpty = CLOSING[pieces[index - 1] ?? ''] === piece;
      text += isEmpty ? piece : `${line()}${piece}`;
    } else if (piece === ',') {
      text += `,${line()}`;
    } else {
      text += piece === ':' ? ': ' : piece;
    }
  }
  return text;
};

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

// A template, a text (with templates in it, whose quotes do not end it), a sign, or a bare word.
const PIECES = /\{\{[\s\S]*?\}\}|"(?:\{\{[\s\S]*?\}\}|\\[\s\S]|[^"\\])*"|[{}[\],:]|[^\s"{}[\],:]+/g;

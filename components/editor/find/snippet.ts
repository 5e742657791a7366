const BEFORE = 28; // characters that are shown in front of a match
const AFTER = 80;

/** A match with what stands around it in its line. */
export interface Snippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** The match from `start` to `end` as it is shown in one line of a list. */
export const snippetOf = (text: string, start: number, end: number): Snippet => {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const nextLine = text.indexOf('\n', end);
  const lineEnd = nextLine === -1 ? text.length : nextLine;
  const from = Math.max(lineStart, start - BEFORE);
  const to = Math.min(lineEnd, end + AFTER);
  const before = text.slice(from, start);
  return {
    before: from > lineStart ? `…${before}` : before.trimStart(),
    match: text.slice(start, end).replaceAll('\n', '↵'),
    after: `${text.slice(end, to)}${to < lineEnd ? '…' : ''}`,
  };
};

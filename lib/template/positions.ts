import { Token } from 'liquidjs';

/** Where the lines of the text that was looked at last begin. */
let known: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

const lineStarts = (text: string): readonly number[] => {
  if (known.text === text) return known.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  known = { text, starts };
  return starts;
};

/** The 1-based line and column of a place in a text. */
const positionOf = (text: string, offset: number): [number, number] => {
  const starts = lineStarts(text);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return [low + 1, offset - (starts[low] ?? 0) + 1];
};

/**
 * LiquidJS counts every character from the beginning of the template for each variable that it finds, and so blocks
 * the process for minutes where there are thousands of them. This gives the same answer from a list of the lines.
 */
export const findPositionsQuickly = (): void => {
  Token.prototype.getPosition = function (this: Token): [number, number] {
    return positionOf(this.input, this.begin);
  };
};

import { useMemo } from 'react';

const LONG = 20_000; // characters that a browser lays out without a pause
const PIECE = 4_000;

/** Text of any length. A long one is laid out piece by piece as it comes into view; megabytes would stop the page. */
export function LongText({ children: text }: { children: string }) {
  const pieces = useMemo(() => (text.length > LONG ? piecesOf(text) : undefined), [text]);
  if (pieces === undefined) return text;
  return pieces.map(({ at, piece }) => (
    <span key={at} className="block [contain-intrinsic-size:auto_60rem] [content-visibility:auto]">
      {piece}
    </span>
  ));
}

/** Cut at the end of a line where there is one, else at a space. */
const piecesOf = (text: string): readonly { readonly at: number; readonly piece: string }[] => {
  const pieces: { at: number; piece: string }[] = [];
  for (let at = 0; at < text.length; ) {
    const end = cutBefore(text, at, at + PIECE);
    pieces.push({ at, piece: text.slice(at, end) });
    at = end;
  }
  return pieces;
};

const cutBefore = (text: string, from: number, wanted: number): number => {
  if (wanted >= text.length) return text.length;
  const line = text.lastIndexOf('\n', wanted);
  if (line > from) return line + 1;
  const space = text.lastIndexOf(' ', wanted);
  if (space > from) return space + 1;
  const isInPair = (text.codePointAt(wanted - 1) ?? 0) > 0xffff; // half of an emoji would be two question marks
  return isInPair ? wanted - 1 : wanted;
};

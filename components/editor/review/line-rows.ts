import { diffLines } from 'diff';

/** One line of a difference; numbers count from 1, and are absent on the side that does not have it. */
export type LineRow =
  | {
      readonly kind: 'same' | 'removed' | 'added';
      readonly before?: number;
      readonly after?: number;
      readonly text: string;
    }
  /** Lines that are the same and far from any change. */
  | { readonly kind: 'gap'; readonly lines: number };

const CONTEXT = 3; // lines around a change
const MAX_EDITS = 1_000; // the time grows with its square; beyond, all is shown as replaced

/** What changed from one text to another, line by line, with a few lines around. */
export const lineRows = (before: string, after: string): readonly LineRow[] => {
  const [from, to] = ended(before) === ended(after) ? [before, after] : [ended(before), ended(after)];
  const parts = diffLines(from, to, { maxEditLength: MAX_EDITS }) ?? [
    { value: from, removed: true, added: false },
    { value: to, removed: false, added: true },
  ];
  const rows: LineRow[] = [];
  let old = 0;
  let now = 0;
  for (const { value, added, removed } of parts) {
    for (const text of linesOf(value)) {
      if (added) rows.push({ kind: 'added', after: ++now, text });
      else if (removed) rows.push({ kind: 'removed', before: ++old, text });
      else rows.push({ kind: 'same', before: ++old, after: ++now, text });
    }
  }
  return folded(rows);
};

/** A last line without its line break is another one than with it, which matters only where nothing else differs. */
const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** Without the empty line that ends a text whose last line has its line break. */
const linesOf = (value: string): string[] => {
  if (value === '') return [];
  const lines = value.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};

const folded = (rows: readonly LineRow[]): LineRow[] => {
  const isNear = rows.map(() => false);
  rows.forEach(({ kind }, index) => {
    if (kind === 'same') return;
    for (let near = index - CONTEXT; near <= index + CONTEXT; near += 1) isNear[near] = true;
  });
  const result: LineRow[] = [];
  rows.forEach((row, index) => {
    const last = result.at(-1);
    if (isNear[index]) result.push(row);
    else if (last?.kind === 'gap') result[result.length - 1] = { kind: 'gap', lines: last.lines + 1 };
    else result.push({ kind: 'gap', lines: 1 });
  });
  return result;
};

/** The same in two columns: what was removed stands beside what was added in its place. */
export const sideBySide = (
  rows: readonly LineRow[],
): readonly { readonly left?: LineRow; readonly right?: LineRow }[] => {
  const result: { left?: LineRow; right?: LineRow }[] = [];
  let open = 0; // removed lines that wait for the added ones beside them, from the end of `result`
  for (const row of rows) {
    if (row.kind === 'removed') {
      result.push({ left: row });
      open += 1;
    } else if (row.kind === 'added' && open > 0) {
      const place = result[result.length - open];
      if (place !== undefined) place.right = row;
      open -= 1;
    } else {
      result.push(row.kind === 'added' ? { right: row } : { left: row, right: row });
      open = 0;
    }
  }
  return result;
};

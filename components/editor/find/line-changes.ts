/** Lines that are others afterwards. */
export interface LineChange {
  readonly before: string;
  readonly after: string;
}

const SHOWN = 160; // characters of a line
const AROUND = 24; // characters that are kept in front of the first difference

/** What differs between two texts, line by line; of long lines the part around the first difference. */
export const lineChanges = (before: string, after: string): LineChange[] => {
  const old = before.split('\n');
  const fresh = after.split('\n');
  if (old.length === fresh.length) {
    return old.flatMap((line, at) => (line === fresh[at] ? [] : [shortened(line, fresh[at] ?? '')]));
  }
  const start = shared(old, fresh);
  const end = Math.min(
    shared(old.toReversed(), fresh.toReversed()),
    Math.min(old.length, fresh.length) - start,
  );
  const middle = (lines: readonly string[]) => lines.slice(start, lines.length - end).join('\n');
  return [shortened(middle(old), middle(fresh))];
};

/** How many items two lists begin with in common. */
const shared = (a: ArrayLike<string>, b: ArrayLike<string>): number => {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a[count] === b[count]) count += 1;
  return count;
};

const shortened = (before: string, after: string): LineChange => {
  const from = Math.max(0, shared(before, after) - AROUND);
  return { before: part(before, from), after: part(after, from) };
};

const part = (line: string, from: number): string =>
  `${from > 0 ? '…' : ''}${line.slice(from, from + SHOWN)}${line.length > from + SHOWN ? '…' : ''}`;

import { isMark, type Token } from './token.ts';

/** One use of a value of the scope, with where its parts stand: `steps.look_up.output`. */
export interface Mention {
  readonly root: string;
  /** What follows the root as far as it is fixed: `['look_up', 'output']`. */
  readonly path: readonly string[];
  /** The path goes on with something only known when it runs: `steps[name]`. */
  readonly isDynamic: boolean;
  readonly start: number;
  /** Of the first part of the path, without quotes. Absent where the path is empty. */
  readonly first?: { readonly start: number; readonly end: number };
}

/** Every use of one of `roots` in the tokens; a property of that name (`a.steps`) and a key (`steps:`) are none. */
export const findMentions = (tokens: readonly Token[], roots: ReadonlySet<string>): Mention[] =>
  tokens.flatMap((token, index) => {
    if (token.kind !== 'name' || !roots.has(token.value)) return [];
    if (isMark(tokens[index - 1], '.', '?.')) return [];
    return [mentionAt(tokens, index, token)];
  });

const mentionAt = (tokens: readonly Token[], index: number, root: Token): Mention => {
  const parts: Token[] = [];
  let at = index + 1;
  let isDynamic = false;
  while (true) {
    const part = memberAt(tokens, at);
    if (part === undefined) break;
    if (part.name === undefined) {
      isDynamic = true;
      break;
    }
    parts.push(part.name);
    at = part.next;
  }
  const [first] = parts;
  const inset = first?.kind === 'text' ? 1 : 0;
  return {
    root: root.value,
    path: parts.map((part) => part.value),
    isDynamic,
    start: root.start,
    ...(first === undefined ? {} : { first: { start: first.start + inset, end: first.end - inset } }),
  };
};

/** `.name`, `?.name`, `['name']`, `?.['name']`; without a `name` where the brackets hold something computed. */
const memberAt = (tokens: readonly Token[], at: number): { name?: Token; next: number } | undefined => {
  const mark = tokens[at];
  const after = tokens[at + 1];
  const isDot = isMark(mark, '.', '?.');
  // `a!.b` and `a![0]` of TypeScript
  if (isMark(mark, '!') && isMark(after, '.', '?.', '[')) return memberAt(tokens, at + 1);
  if (isDot && after?.kind === 'name') return { name: after, next: at + 2 };
  const open = isDot ? at + 1 : at;
  if (!isMark(tokens[open], '[')) return undefined;
  const inner = tokens[open + 1];
  if (inner?.kind === 'text' && isMark(tokens[open + 2], ']')) return { name: inner, next: open + 3 };
  return { next: open + 1 };
};

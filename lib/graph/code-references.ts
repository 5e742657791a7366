import { declaredNames } from './declared-names.ts';
import { findMentions, type Mention } from './mentions.ts';
import { scanCode } from './scan-code.ts';
import { isMark, type Token } from './token.ts';

/** One use of a value of the scope in code. */
export interface CodeReference extends Mention {
  /** 1-based: where the root's name stands. */
  readonly line: number;
  readonly column: number;
  /** `const { look_up } = steps` without a `:`; renaming must keep the local name. */
  readonly isShorthand?: boolean;
}

const ROOTS = new Set(['event', 'call', 'tool', 'steps', 'memory', 'secrets', 'workflow']);

/**
 * Every use of a scope value in JavaScript or TypeScript: `steps.a`, `steps?.['a']`, `const { a } = steps`. What
 * stands in strings and comments is none. A name that the code declares for itself hides the scope's, and then
 * nothing is reported for it. Never throws; safe in the browser.
 */
export const codeReferences = (source: string): CodeReference[] => {
  const tokens = scanCode(source);
  const own = declaredNames(tokens);
  const roots = new Set([...ROOTS].filter((root) => !own.has(root)));
  const found = [...findMentions(tokens, roots), ...destructured(tokens, roots)];
  return found
    .sort((a, b) => a.start - b.start)
    .map((mention) => ({ ...mention, ...placeOf(source, mention.start) }));
};

/** The keys taken from `steps` by `{ a, b: local } = steps`. */
const destructured = (
  tokens: readonly Token[],
  roots: ReadonlySet<string>,
): (Mention & { isShorthand: boolean })[] =>
  tokens.flatMap((token, index) => {
    const isSource =
      token.kind === 'name' &&
      roots.has(token.value) &&
      isMark(tokens[index - 1], '=') &&
      isMark(tokens[index - 2], '}') &&
      !isMark(tokens[index + 1], '.', '?.', '[', '(');
    return isSource ? keysBefore(tokens, index - 2, token.value) : [];
  });

const keysBefore = (
  tokens: readonly Token[],
  close: number,
  root: string,
): (Mention & { isShorthand: boolean })[] => {
  const keys: (Mention & { isShorthand: boolean })[] = [];
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (isMark(token, '}', ']', ')', '`')) depth += 1;
    if (isMark(token, '{', '[', '(', '${')) depth -= 1;
    if (depth === 0) break;
    if (depth !== 1 || token.kind === 'other' || !isMark(tokens[at - 1], '{', ',')) continue;
    const inset = token.kind === 'text' ? 1 : 0;
    keys.push({
      root,
      path: [token.value],
      isDynamic: false,
      start: token.start,
      first: { start: token.start + inset, end: token.end - inset },
      isShorthand: !isMark(tokens[at + 1], ':'),
    });
  }
  return keys;
};

const placeOf = (source: string, offset: number): { line: number; column: number } => {
  const before = source.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
};

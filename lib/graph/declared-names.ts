import { isMark, type Token } from './token.ts';

/**
 * The names that code declares itself: variables, parameters, functions, classes, imports. It looks at the tokens
 * only, and counts a name too many rather than one too few, since a name it finds is no longer checked.
 */
export const declaredNames = (tokens: readonly Token[]): ReadonlySet<string> => {
  const names = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.kind === 'name') {
      const before = tokens[index - 1];
      if (before?.kind === 'name' && DECLARES.has(before.value)) names.add(token.value);
      if (isMark(tokens[index + 1], '=>')) names.add(token.value);
      return;
    }
    const close = closingOf(tokens, index);
    if (close === undefined || !isBinding(tokens, index, close)) return;
    for (const name of boundNames(tokens, index, close)) names.add(name);
  });
  return names;
};

const DECLARES = new Set(['const', 'let', 'var', 'function', 'class', 'import', 'type', 'interface', 'enum']);
const BLOCK_HEADS = new Set(['if', 'for', 'while', 'switch', 'with']);

const closingOf = (tokens: readonly Token[], open: number): number | undefined => {
  if (!isMark(tokens[open], '(', '{', '[')) return undefined;
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (isMark(tokens[at], '(', '{', '[', '${')) depth += 1;
    else if (isMark(tokens[at], ')', '}', ']', '`')) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
};

/** Whether the group is a pattern (`const { a }`) or a list of parameters (`(a) =>`, `function f(a) {`, `catch (e)`). */
const isBinding = (tokens: readonly Token[], open: number, close: number): boolean => {
  const before = tokens[open - 1];
  const after = tokens[close + 1];
  if (!isMark(tokens[open], '(')) return before?.kind === 'name' && DECLARES.has(before.value);
  if (isMark(after, '=>')) return true;
  if (isMark(after, '{')) return before?.kind === 'name' && !BLOCK_HEADS.has(before.value);
  return isMark(after, ':') && returnsArrow(tokens, close + 2);
};

/** `(a): Type =>` and `function f(a): Type {`, as opposed to `x ? (a) : b`. */
const returnsArrow = (tokens: readonly Token[], from: number): boolean => {
  for (const token of tokens.slice(from, from + 12)) {
    if (isMark(token, '=>', '{')) return true;
    if (isMark(token, ';', ',', ')')) return false;
  }
  return false;
};

const boundNames = (tokens: readonly Token[], open: number, close: number): string[] =>
  tokens.slice(open + 1, close).flatMap((token, offset) => {
    const before = tokens[open + offset];
    const isKey = isMark(tokens[open], '{') && isMark(tokens[open + offset + 2], ':');
    const binds = token.kind === 'name' && isMark(before, '(', '{', '[', ',', ':', '...') && !isKey;
    return binds ? [token.value] : [];
  });

import { RE2JS } from 're2js';

/** What is looked for. */
export interface TextQuery {
  readonly text: string;
  readonly matchesCase: boolean;
  readonly isWholeWord: boolean;
  /** `text` is a regular expression. */
  readonly isPattern: boolean;
}

/** Where a query fits a text, in UTF-16 units. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** The whole match, then what its groups took; `undefined` for one that took no part. */
  readonly groups: readonly (string | undefined)[];
  /** The numbers of groups that have a name. */
  readonly names: Readonly<Record<string, number>>;
}

/** A query that is ready to be held against texts, or why it cannot be, as a sentence. */
export type CompiledQuery =
  | {
      readonly ok: true;
      /** What fits, from left to right; empty matches are left out. `isOver` ends it early. */
      readonly matchesIn: (text: string, isOver?: () => boolean) => TextMatch[];
    }
  | { readonly ok: false; readonly reason: string };

const MAX_LENGTH = 1_000;
/** A text of n characters costs at most n × steps: a field of 200,000 characters must not stop the page for long. */
const MAX_STEPS = 600;

/**
 * Gets a query ready. Patterns are run by RE2, in time linear in the text: V8's own engine tries one way after the
 * other, and `(a+)+$` keeps it busy for ever on thirty letters.
 */
export const compileQuery = (query: TextQuery): CompiledQuery => {
  const { text, isWholeWord } = query;
  if (text.length > MAX_LENGTH) return refused(`At most ${MAX_LENGTH} characters can be searched for.`);
  const compiled = query.isPattern ? pattern(query) : literal(query);
  if (!compiled.ok || !isWholeWord) return compiled;
  const { matchesIn } = compiled;
  return { ok: true, matchesIn: (from, isOver) => matchesIn(from, isOver).filter(isWord(from)) };
};

const refused = (reason: string): CompiledQuery => ({ ok: false, reason });

const literal = ({ text, matchesCase }: TextQuery): CompiledQuery => {
  // Escaped, it has nothing that could be tried in more than one way.
  const source = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return {
    ok: true,
    matchesIn: (from, isOver = never) => {
      if (text === '') return [];
      const found: TextMatch[] = [];
      for (const { 0: whole, index } of from.matchAll(new RegExp(source, matchesCase ? 'gu' : 'giu'))) {
        found.push({ start: index, end: index + whole.length, groups: [whole], names: NO_NAMES });
        if (isOver()) break;
      }
      return found;
    },
  };
};

const NO_NAMES: TextMatch['names'] = {};
const never = () => false;

const pattern = ({ text, matchesCase }: TextQuery): CompiledQuery => {
  const compiled = compilePattern(text, matchesCase);
  if (typeof compiled === 'string') return refused(compiled);
  if (compiled.programSize() > MAX_STEPS) return refused(REPEATS);
  const names = compiled.namedGroups();
  const numbers = Array.from({ length: compiled.groupCount() + 1 }, (_, number) => number);
  return {
    ok: true,
    matchesIn: (from, isOver = never) => {
      const found: TextMatch[] = [];
      if (text === '') return found;
      const matcher = compiled.matcher(from);
      while (matcher.find() && !isOver()) {
        if (matcher.end() === matcher.start()) continue;
        const groups = numbers.map((number) => matcher.group(number) ?? undefined);
        found.push({ start: matcher.start(), end: matcher.end(), groups, names });
      }
      return found;
    },
  };
};

/** `\k<name>`, which the library would take for a letter. */
const NAMED_REFERENCE = /(?<!\\)(?:\\\\)*\\k</;

/** The pattern with `^` and `$` at every line, or why it is none. */
const compilePattern = (source: string, matchesCase: boolean): RE2JS | string => {
  const wrong = syntaxProblem(source);
  if (wrong !== undefined) return wrong;
  if (NAMED_REFERENCE.test(source)) return TOO_CLEVER;
  try {
    const flags = RE2JS.MULTILINE + (matchesCase ? 0 : RE2JS.CASE_INSENSITIVE);
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (error) {
    return error instanceof Error && /repeat|large/.test(error.message) ? REPEATS : TOO_CLEVER;
  }
};

const REPEATS = 'This pattern repeats too much to be searched for.';

const TOO_CLEVER =
  'Patterns here cannot look ahead or behind, or refer back to a group: that can take for ever.';

/** Patterns are written for engines that are more and less strict. */
const syntaxProblem = (source: string): string | undefined => {
  let problem: string | undefined;
  for (const flags of ['u', '']) {
    try {
      new RegExp(source, flags);
      return undefined;
    } catch (error) {
      problem = error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, '') : String(error);
    }
  }
  return `This is not a regular expression: ${problem}.`;
};

const WORD = /[\p{L}\p{N}\p{M}_]/u;

/** Whether a match neither begins nor ends inside of a word. */
const isWord =
  (text: string) =>
  ({ start, end }: TextMatch): boolean =>
    !(
      isInWord(charBefore(text, start), charAfter(text, start)) ||
      isInWord(charBefore(text, end), charAfter(text, end))
    );

const isInWord = (before: string, after: string): boolean => WORD.test(before) && WORD.test(after);

const charBefore = (text: string, at: number): string =>
  /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';

const charAfter = (text: string, at: number): string => /^./su.exec(text.slice(at, at + 2))?.[0] ?? '';

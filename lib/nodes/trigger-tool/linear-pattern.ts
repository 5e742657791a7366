import { RE2JS } from 're2js';

/** A pattern that is ready to match, or why it cannot be taken, as the end of the sentence `The pattern …`. */
export type LinearPattern =
  | {
      readonly ok: true;
      /** Whether it matches anywhere in a text, as `RegExp.test` says. */
      readonly test: (text: string) => boolean;
      /** Its steps: a text of n characters costs at most n × steps. */
      readonly steps: number;
    }
  | { readonly ok: false; readonly reason: string };

/** Longer patterns are for code steps. */
const MAX_LENGTH = 1_000;
const MAX_STEPS = 2_000;
/** A longer text fits no pattern: what a model hands over as one argument is short. */
const MAX_TEXT = 5_000;

/**
 * A regular expression that matches in time linear in the text, whatever the pattern is. V8's own engine tries one
 * way after the other, and `(a+)+$` keeps it busy for ever on thirty letters; RE2 follows all ways at once.
 */
export const linearPattern = (source: string): LinearPattern => {
  if (source.length > MAX_LENGTH) return refused(`is longer than ${MAX_LENGTH} characters.`);
  if (!isRegExp(source)) return refused('is not a regular expression.');
  const compiled = compile(source);
  if (compiled === undefined) {
    return refused(
      'looks ahead or behind, refers to one of its groups, or repeats too much to be checked here.',
    );
  }
  const steps = compiled.programSize();
  if (steps > MAX_STEPS) return refused('repeats too much to be checked here.');
  return { ok: true, steps, test: (text) => text.length <= MAX_TEXT && compiled.test(text) };
};

const refused = (reason: string): LinearPattern => ({ ok: false, reason });

/** Patterns are Unicode's in JSON Schema; many are written for engines that are less strict. */
const isRegExp = (source: string): boolean =>
  ['u', ''].some((flags) => {
    try {
      return new RegExp(source, flags) !== undefined;
    } catch {
      return false;
    }
  });

/** `\k<name>`, which the library would take for a letter. */
const NAMED_REFERENCE = /(?<!\\)(?:\\\\)*\\k</;

/** `undefined` where the pattern needs what RE2 does without, because it cannot be matched in linear time. */
const compile = (source: string): RE2JS | undefined => {
  if (NAMED_REFERENCE.test(source)) return undefined;
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source));
  } catch {
    return undefined;
  }
};

import { PatternError, type PatternTree, type Place, readPattern } from './read-pattern.ts';

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
const MAX_STEPS = 500;
/** A longer text fits no pattern: what a model hands over as one argument is short. */
const MAX_TEXT = 5_000;

/**
 * A regular expression that matches in time linear in the text, whatever the pattern is. V8's own engine tries one
 * way after the other, and `(a+)+$` keeps it busy for ever on thirty letters; this one follows all ways at once.
 */
export const linearPattern = (source: string): LinearPattern => {
  if (source.length > MAX_LENGTH) {
    return { ok: false, reason: `is longer than ${MAX_LENGTH} characters.` };
  }
  const flags = flagsOf(source);
  if (flags === undefined) return { ok: false, reason: 'is not a regular expression.' };
  try {
    const program = programOf(readPattern(source, flags === 'u'), flags);
    return { ok: true, steps: program.length, test: (text) => matches(program, charactersOf(text, flags)) };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, reason: error.message };
    throw error;
  }
};

/** Patterns are Unicode's in JSON Schema; many are written for engines that are less strict. */
const flagsOf = (source: string): 'u' | '' | undefined => {
  for (const flags of ['u', ''] as const) {
    try {
      new RegExp(source, flags);
      return flags;
    } catch {
      // the next flags may take it
    }
  }
  return undefined;
};

const charactersOf = (text: string, flags: string): readonly string[] => {
  const shown = text.slice(0, MAX_TEXT + 1);
  return flags === 'u' ? [...shown] : shown.split('');
};

type Instruction =
  | { readonly kind: 'one'; readonly fits: RegExp }
  | { readonly kind: 'place'; readonly at: Place }
  | { kind: 'split'; to: number[] }
  | { readonly kind: 'match' };

const programOf = (tree: PatternTree, flags: string): readonly Instruction[] => {
  const program: Instruction[] = [];
  const emit = <Made extends Instruction>(instruction: Made): Made => {
    if (program.push(instruction) > MAX_STEPS) throw new PatternError('repeats too much to be checked here.');
    return instruction;
  };
  const write = (part: PatternTree): void => {
    switch (part.kind) {
      case 'one':
        emit({ kind: 'one', fits: new RegExp(`^(?:${part.source})$`, flags) });
        return;
      case 'place':
        emit({ kind: 'place', at: part.at });
        return;
      case 'sequence':
        part.parts.forEach(write);
        return;
      case 'either':
        writeEither(part.options);
        return;
      case 'repeat':
        writeRepeat(part.part, part.min, part.max);
    }
  };
  const writeEither = (options: readonly PatternTree[]): void => {
    const fork = emit({ kind: 'split', to: [] as number[] });
    const ends = options.map((option) => {
      fork.to.push(program.length);
      write(option);
      return emit({ kind: 'split', to: [] as number[] });
    });
    for (const end of ends) end.to.push(program.length);
  };
  const writeRepeat = (part: PatternTree, min: number, max: number): void => {
    // Each copy begins with a split, so that repeating nothing counts against the steps as well.
    for (let count = 0; count < min; count += 1) {
      emit({ kind: 'split', to: [program.length + 1] });
      write(part);
    }
    if (max === Number.POSITIVE_INFINITY) {
      const start = program.length;
      const fork = emit({ kind: 'split', to: [start + 1] });
      write(part);
      emit({ kind: 'split', to: [start] });
      fork.to.push(program.length);
      return;
    }
    const forks: { to: number[] }[] = [];
    for (let count = min; count < max; count += 1) {
      forks.push(emit({ kind: 'split', to: [program.length + 1] }));
      write(part);
    }
    for (const fork of forks) fork.to.push(program.length);
  };
  write(tree);
  emit({ kind: 'match' });
  return program;
};

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /^[A-Za-z0-9_]$/.test(character);

const isAt = (place: Place, characters: readonly string[], index: number): boolean => {
  if (place === '^') return index === 0;
  if (place === '$') return index === characters.length;
  const isEdge = isWord(characters[index - 1]) !== isWord(characters[index]);
  return isEdge === (place === 'b');
};

/** Follows every way through the program at once: each instruction at most once per character (Thompson, 1968). */
const matches = (program: readonly Instruction[], characters: readonly string[]): boolean => {
  if (characters.length > MAX_TEXT) return false;
  const seenAt = new Int32Array(program.length).fill(-1);
  let waiting: number[] = [];
  for (let index = 0; index <= characters.length; index += 1) {
    const open = [...waiting, 0]; // a match may begin at each character
    waiting = [];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seenAt[at] === index) continue;
      seenAt[at] = index;
      const instruction = program[at];
      if (instruction === undefined || instruction.kind === 'match') return true;
      if (instruction.kind === 'split') open.push(...instruction.to);
      else if (instruction.kind === 'place') {
        if (isAt(instruction.at, characters, index)) open.push(at + 1);
      } else if (index < characters.length && instruction.fits.test(characters[index] ?? '')) {
        waiting.push(at + 1);
      }
    }
  }
  return false;
};

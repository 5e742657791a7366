import { COMMAND_GROUPS, type Command, type CommandGroup } from './command.ts';

/** Commands below one heading. */
export interface RankedGroup {
  readonly label: CommandGroup;
  readonly commands: readonly Command[];
}

interface Ranking {
  /** Ids of commands that were used, the last one first. */
  readonly recent: readonly string[];
  /** At most so many of one group. */
  readonly limit: number;
}

const SHOWN_RECENT = 5;

/**
 * The commands that fit a text, by group: what fits best comes first, and of what fits alike what was used last. Every
 * word must fit somewhere, in any order. Without a text, all that are not quiet, below those that were used last.
 */
export const rankCommands = (
  commands: readonly Command[],
  text: string,
  { recent, limit }: Ranking,
): readonly RankedGroup[] => {
  const words = wordsOf(text);
  if (words.length === 0) return unsearched(commands, recent, limit);
  const age = new Map(recent.map((id, index) => [id, index]));
  const scored = commands
    .map((command) => ({ command, score: scoreOf(command, words) * bonusOf(age.get(command.id)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  // A Map keeps the order in which its keys came, so that the group with the best command is the first.
  return [...Map.groupBy(scored, ({ command }) => command.group)].map(([label, found]) => ({
    label,
    commands: found.slice(0, limit).map(({ command }) => command),
  }));
};

const unsearched = (
  commands: readonly Command[],
  recent: readonly string[],
  limit: number,
): RankedGroup[] => {
  const byId = new Map(commands.map((command) => [command.id, command]));
  const used = recent.flatMap((id) => byId.get(id) ?? []).slice(0, SHOWN_RECENT);
  const others = commands.filter((command) => command.isQuiet !== true && !used.includes(command));
  const groups = Map.groupBy(others, ({ group }) => group);
  return COMMAND_GROUPS.map((label) => ({
    label,
    commands: label === 'Recently used' ? used : (groups.get(label) ?? []).slice(0, limit),
  })).filter((group) => group.commands.length > 0);
};

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** What was used lately wins over what fits a little better, but not over what fits much better. */
const bonusOf = (age: number | undefined): number => (age === undefined ? 1 : 1 + 0.35 / (1 + age / 5));

const scoreOf = (
  { label, keywords = '', detail = '', isQuiet }: Command,
  words: readonly string[],
): number => {
  const name = label.toLowerCase();
  const whole = words.join(' ');
  let score = name === whole ? 3 : name.startsWith(whole) ? 1.6 : 1;
  for (const word of words) {
    score *= Math.max(
      wordFit(name, word),
      0.75 * wordFit(keywords.toLowerCase(), word),
      0.4 * wordFit(detail.toLowerCase(), word),
      0.25 * letterFit(name, word),
    );
    if (score === 0) return 0;
  }
  return ((isQuiet === true ? 0.8 : 1) * score) / (1 + name.length / 200);
};

/** 1 where a word of the text begins so, less where it is in the middle of one. */
const wordFit = (text: string, word: string): number => {
  const at = text.indexOf(word);
  if (at === -1) return 0;
  const isAtStart = at === 0 || new RegExp(`(?:^|[^\\p{L}\\p{N}])${escaped(word)}`, 'u').test(text);
  return isAtStart ? 1 : 0.55;
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Letters in their order with others in between, the first one at the beginning of a word: `pub` in `p…u…b`. */
const letterFit = (text: string, word: string): number => {
  if (word.length < 2) return 0;
  for (const start of startsOf(text, word[0] ?? '')) {
    let at = start;
    let gaps = 0;
    for (const letter of word.slice(1)) {
      const next = text.indexOf(letter, at + 1);
      if (next === -1) return 0;
      gaps += next - at - 1;
      at = next;
    }
    if (gaps <= word.length * 3) return 1 / (1 + gaps / word.length);
  }
  return 0;
};

const startsOf = (text: string, letter: string): number[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(({ 0: word }) => word.startsWith(letter))
    .map(({ index }) => index);

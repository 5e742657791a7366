import { expect, test } from 'vitest';
import type { Command, CommandGroup } from './command.ts';
import { rankCommands } from './rank-commands.ts';

const command = (label: string, more: Partial<Omit<Command, 'run' | 'page'>> = {}): Command => ({
  id: label,
  group: 'Actions' satisfies CommandGroup,
  label,
  icon: null,
  run: () => undefined,
  ...more,
});

const ranked = (commands: readonly Command[], text: string, recent: readonly string[] = []) =>
  rankCommands(commands, text, { recent, limit: 10 }).flatMap((group) =>
    group.commands.map(({ label }) => label),
  );

test('what begins so comes before what has it somewhere', () => {
  const commands = ['Unpublish', 'Republish it', 'Publish', 'Publish the draft'].map((label) =>
    command(label),
  );
  expect(ranked(commands, 'publish')).toEqual(['Publish', 'Publish the draft', 'Unpublish', 'Republish it']);
});

test('words fit in any order, in the label, the keywords and the detail; every one must', () => {
  const commands = [
    command('Copy server URL', { keywords: 'webhook address endpoint' }),
    command('Code', { keywords: 'lambda function javascript' }),
    command('Order line', { detail: 'Runs' }),
  ];
  expect(ranked(commands, 'webhook')).toEqual(['Copy server URL']);
  expect(ranked(commands, 'lambda')).toEqual(['Code']);
  expect(ranked(commands, 'url copy')).toEqual(['Copy server URL']);
  expect(ranked(commands, 'runs order')).toEqual(['Order line']);
  expect(ranked(commands, 'runs nothing')).toEqual([]);
});

test('letters with others in between fit too, where they begin a word and stand close', () => {
  const commands = [command('Zoom to the selection'), command('Go to workflow'), command('Publish')];
  expect(ranked(commands, 'pblsh')).toEqual(['Publish']);
  expect(ranked(commands, 'gtw')).toEqual(['Go to workflow']);
  expect(ranked(commands, 'lsh')).toEqual([]);
});

test('of what fits alike, what was used last comes first', () => {
  const commands = ['Zoom in', 'Zoom out', 'Zoom to 100 %'].map((label) => command(label));
  expect(ranked(commands, 'zoom', ['Zoom to 100 %', 'Zoom out'])).toEqual([
    'Zoom to 100 %',
    'Zoom out',
    'Zoom in',
  ]);
  expect(ranked([command('Publish'), command('Unpublish')], 'publish', ['Unpublish'])).toEqual([
    'Publish',
    'Unpublish',
  ]);
});

test('without a text, what was used last is on top and quiet commands are left out', () => {
  const commands = [
    command('Undo'),
    command('Redo'),
    command('Look up', { group: 'Nodes' }),
    command('Order line, runs', { isQuiet: true }),
  ];
  expect(
    rankCommands(commands, ' ', { recent: ['gone', 'Look up', 'Order line, runs'], limit: 1 }),
  ).toMatchObject([
    { label: 'Recently used', commands: [{ label: 'Look up' }, { label: 'Order line, runs' }] },
    { label: 'Actions', commands: [{ label: 'Undo' }] },
  ]);
});

test('the group with what fits best is the first', () => {
  const commands = [command('Disable it'), command('Table', { group: 'Nodes' })];
  expect(rankCommands(commands, 'table', { recent: [], limit: 5 }).map(({ label }) => label)).toEqual([
    'Nodes',
  ]);
  expect(rankCommands(commands, 'able', { recent: [], limit: 5 }).map(({ label }) => label)).toEqual([
    'Nodes',
    'Actions',
  ]);
});

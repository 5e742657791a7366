import { expect, test } from 'vitest';
import { buildGraph } from '#lib/graph/testing/build-graph.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { createCommands } from '../commands.ts';
import type { Editor } from '../editor-context.tsx';
import { createEditorStore } from '../store.ts';
import { createFinding } from './finding.ts';

const open = (sources: Readonly<Record<string, string>>) => {
  const document = buildGraph(
    Object.fromEntries(
      Object.entries(sources).map(([id, source]) => [
        id,
        ['code', { name: id.toUpperCase(), config: { source } }],
      ]),
    ),
  );
  const store = createEditorStore({ document });
  const editor: Pick<Editor, 'store' | 'specs' | 'commands'> = {
    store,
    specs: definitions,
    commands: createCommands(store, definitions),
  };
  const finding = createFinding(editor);
  finding.open();
  const state = () => finding.store.getState();
  const code = (id: string) => store.getState().document.nodes.find((node) => node.id === id)?.config.source;
  return { finding, store, state, code, commands: editor.commands };
};

test('goes from hit to hit, round and round, and says what is to be shown', () => {
  const { finding, state } = open({ a: 'x x', b: 'x' });
  finding.ask({ text: 'x' });
  expect(state().found.hits).toHaveLength(3);
  expect(state().current).toBe(-1);
  finding.step(-1);
  expect(state().current).toBe(2);
  finding.step(1);
  expect(state().current).toBe(0);
  expect(state().shown?.hit).toBe(state().found.hits[0]);
  expect([...(state().marked ?? [])]).toEqual(['a', 'b']);
});

test('the current hit stays where it is while the document changes around it', () => {
  const { finding, state, commands } = open({ a: 'x', b: 'x', c: 'x' });
  finding.ask({ text: 'x' });
  finding.go(1, false);
  commands.setConfig('a', ['source'], 'x and x');
  expect(state().found.hits).toHaveLength(4);
  expect(state().found.hits[state().current]?.text.place).toMatchObject({ nodeId: 'b' });
  commands.setConfig('b', ['source'], 'y');
  expect(state().found.hits).toHaveLength(3);
  expect(state().current).toBeLessThan(3);
});

test('what was put in is not replaced again where it fits the query too', () => {
  const { finding, state, code } = open({ a: 'x x', b: 'x' });
  finding.ask({ text: 'x', replacement: 'xx', hasReplace: true });
  expect(finding.replaceCurrent()).toBeUndefined(); // goes to the first
  finding.replaceCurrent();
  finding.replaceCurrent();
  expect(code('a')).toBe('xx xx');
  finding.replaceCurrent();
  expect(code('b')).toBe('xx');
  expect(state().current).toBe(0);
});

test('says why a hit cannot be replaced and goes to the next', () => {
  const { finding, state } = open({ a: 'name', b: 'name' });
  finding.ask({ text: 'a', parts: new Set(['names']), matchesCase: true, isPattern: false });
  expect(state().found.hits.map(({ text }) => text.label)).toEqual(['Id']);
  finding.go(0, false);
  expect(finding.replaceCurrent()).toBe('An id follows the name of its node: change the name.');
});

test('looks only in what was selected, under the names that it has then', () => {
  const { finding, store, state } = open({ a: 'A', b: 'A' });
  store.getState().select({ nodes: ['a'] });
  finding.ask({ text: 'A', matchesCase: true, scope: { nodes: ['a'], edges: [], notes: [] } });
  expect(state().found.hits).toHaveLength(2);
  finding.ask({ replacement: 'Apple' });
  const { renamed, changes } = finding.replaceAll();
  expect(renamed.get('a')).toBe('apple');
  expect(changes).toHaveLength(2);
  expect(state().scope?.nodes).toEqual(['apple']);
  expect(store.getState().document.nodes.map(({ config }) => config.source)).toEqual(['Apple', 'A']);
});

test('a broken pattern finds nothing and says why; closing forgets the marks', () => {
  const { finding, state } = open({ a: 'x' });
  finding.ask({ text: '(', isPattern: true });
  expect(state().problem).toMatch(/not a regular expression/);
  expect(state().marked).toBeUndefined();
  finding.ask({ text: 'x', isPattern: false });
  expect(state().marked?.size).toBe(1);
  finding.close();
  expect(state()).toMatchObject({ isOpen: false, marked: undefined, current: -1 });
  finding.open();
  expect(state().text).toBe('x');
  expect(state().found.hits).toHaveLength(1);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { createAutosave, type Draft, type SaveOutcome } from './autosave.ts';
import type { DraftBackup } from './draft-backup.ts';
import { createEditorStore } from './store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const withNode = (name: string): GraphDocument => ({
  ...emptyGraph(),
  nodes: [{ id: 'a', type: 'wait', name, position: { x: 0, y: 0 }, config: {} }],
});

/** A server that answers each save as it is told, and a backup in memory. */
const setUp = (draft: Draft = { graph: emptyGraph(), revision: 1 }) => {
  const store = createEditorStore({ document: draft.graph });
  const saves: { graph: GraphDocument; revision: number; answer: (outcome: SaveOutcome | Error) => void }[] =
    [];
  const kept: { draft: Draft | undefined } = { draft: undefined };
  const backup: DraftBackup = {
    write: (value) => {
      kept.draft = value;
    },
    clear: () => {
      kept.draft = undefined;
    },
  };
  const autosave = createAutosave({
    store,
    draft,
    backup,
    save: (graph, revision) =>
      new Promise((resolve, reject) => {
        const answer = (outcome: SaveOutcome | Error) =>
          outcome instanceof Error ? reject(outcome) : resolve(outcome);
        saves.push({ graph, revision, answer });
      }),
  });
  const edit = (name: string) => store.getState().edit(() => withNode(name));
  const answer = async (index: number, outcome: SaveOutcome | Error) => {
    saves[index]?.answer(outcome);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { store, autosave, saves, kept, edit, answer, kind: () => autosave.state.getState().kind };
};

test('edits are saved once, a moment after the last', async () => {
  const { saves, edit, answer, kind, kept } = setUp();
  edit('one');
  await vi.advanceTimersByTimeAsync(500);
  edit('two');
  expect(kind()).toBe('waiting');
  await vi.advanceTimersByTimeAsync(800);
  expect(saves.map((save) => [save.graph.nodes[0]?.name, save.revision])).toEqual([['two', 1]]);
  expect(kept.draft?.graph.nodes[0]?.name).toBe('two');
  await answer(0, { ok: true, revision: 2 });
  expect(kind()).toBe('saved');
  expect(kept.draft).toBeUndefined();
});

test('what is edited while a save is under way is saved next, with the new revision', async () => {
  const { saves, edit, answer, kind } = setUp();
  edit('one');
  await vi.advanceTimersByTimeAsync(800);
  edit('two');
  expect(saves).toHaveLength(1);
  await answer(0, { ok: true, revision: 2 });
  expect(kind()).toBe('waiting');
  await vi.advanceTimersByTimeAsync(800);
  expect(saves[1]).toMatchObject({ revision: 2, graph: { nodes: [{ name: 'two' }] } });
});

test('while the server cannot be reached the draft is kept and saved later, as it is then', async () => {
  const { saves, edit, answer, kind, kept } = setUp();
  edit('one');
  await vi.advanceTimersByTimeAsync(800);
  await answer(0, new Error('fetch failed'));
  expect(kind()).toBe('retrying');
  edit('two');
  expect(kind()).toBe('retrying');
  expect(kept.draft?.graph.nodes[0]?.name).toBe('two');
  await vi.advanceTimersByTimeAsync(1000);
  expect(saves[1]?.graph.nodes[0]?.name).toBe('two');
  await answer(1, { ok: true, revision: 2 });
  expect(kind()).toBe('saved');
});

const theirs: Draft = { graph: withNode('theirs'), revision: 7 };

test('a conflict stops saving until somebody decides; keeping mine saves over theirs', async () => {
  const { store, saves, edit, answer, kind, autosave } = setUp();
  edit('mine');
  await vi.advanceTimersByTimeAsync(800);
  await answer(0, { ok: false, code: 'conflict', theirs });
  expect(kind()).toBe('conflict');
  edit('mine, later');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saves).toHaveLength(1);
  autosave.resolveConflict('mine');
  expect(saves[1]).toMatchObject({ revision: 7, graph: { nodes: [{ name: 'mine, later' }] } });
  store.getState().undo();
  expect(store.getState().document).toBe(theirs.graph);
});

test('loading theirs can be undone', async () => {
  const { store, saves, edit, answer, kind, autosave } = setUp();
  edit('mine');
  await vi.advanceTimersByTimeAsync(800);
  await answer(0, { ok: false, code: 'conflict', theirs });
  autosave.resolveConflict('theirs');
  expect(store.getState().document).toBe(theirs.graph);
  expect(kind()).toBe('saved');
  store.getState().undo();
  await vi.advanceTimersByTimeAsync(800);
  expect(saves[1]).toMatchObject({ revision: 7, graph: { nodes: [{ name: 'mine' }] } });
});

test('a conflict with what this tab saved itself is none: the answer to that save was lost', async () => {
  const { edit, answer, kind, autosave } = setUp();
  edit('mine');
  await vi.advanceTimersByTimeAsync(800);
  await answer(0, { ok: false, code: 'conflict', theirs: { graph: withNode('mine'), revision: 2 } });
  expect(kind()).toBe('saved');
  expect(autosave.revision()).toBe(2);
});

test('a refusal is shown and the draft kept', async () => {
  const { saves, edit, answer, kind, kept, autosave } = setUp();
  edit('mine');
  await vi.advanceTimersByTimeAsync(800);
  await answer(0, { ok: false, code: 'refused', message: 'This workflow was deleted.' });
  expect(kind()).toBe('refused');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saves).toHaveLength(1);
  expect(kept.draft?.graph.nodes[0]?.name).toBe('mine');

  autosave.tryAgain();
  await vi.advanceTimersByTimeAsync(0);
  await answer(1, { ok: true, revision: 2 });
  expect(kind()).toBe('saved');
});

test('flush saves at once and says whether all is saved', async () => {
  const { edit, answer, autosave } = setUp();
  edit('one');
  const flushed = autosave.flush();
  await vi.advanceTimersByTimeAsync(0);
  await answer(0, { ok: true, revision: 2 });
  expect(await flushed).toBe(true);

  edit('two');
  const failed = autosave.flush();
  await vi.advanceTimersByTimeAsync(0);
  await answer(1, new Error('fetch failed'));
  expect(await failed).toBe(false);
});

test('a newer draft is shown at once where nothing is unsaved, and undo does not bring the old one back', async () => {
  const { store, saves, kind, autosave } = setUp();
  expect(await autosave.knows(1)).toBe(true);
  expect(await autosave.knows(7)).toBe(false);
  expect(await autosave.take(theirs)).toBe('taken');
  expect(store.getState().document.nodes[0]?.name).toBe('theirs');
  expect([kind(), autosave.revision()]).toEqual(['saved', 7]);
  store.getState().undo();
  expect(store.getState().document.nodes[0]?.name).toBe('theirs');
  expect(await autosave.take({ graph: emptyGraph(), revision: 6 })).toBe('known'); // it came late
  await vi.advanceTimersByTimeAsync(2_000);
  expect(saves).toEqual([]);
});

test('a newer draft is a conflict at once where something is unsaved, with what both began with', async () => {
  const { saves, edit, kind, autosave, kept } = setUp();
  edit('mine');
  expect(await autosave.take(theirs)).toBe('conflict');
  expect(autosave.state.getState()).toEqual({ kind: 'conflict', theirs, base: emptyGraph() });
  expect(kept.draft).toMatchObject({ revision: 1, base: emptyGraph() });
  const later: Draft = { graph: withNode('theirs, later'), revision: 8 };
  expect(await autosave.take(later)).toBe('conflict');
  expect(autosave.state.getState()).toMatchObject({ theirs: later, base: emptyGraph() });
  await vi.advanceTimersByTimeAsync(2_000);
  expect([saves.length, kind()]).toEqual([0, 'conflict']);
});

test('a notice of what this tab is saving is waited out and known', async () => {
  const { edit, answer, autosave, kind } = setUp();
  edit('mine');
  await vi.advanceTimersByTimeAsync(800);
  const known = autosave.knows(2);
  await answer(0, { ok: true, revision: 2 });
  expect(await known).toBe(true);
  expect(kind()).toBe('saved');
});

test('what was merged is saved; undo goes back to theirs, and then to mine', async () => {
  const { store, saves, edit, autosave } = setUp();
  edit('mine');
  await autosave.take(theirs);
  autosave.resolveConflict({ merged: withNode('both') });
  expect(saves[0]).toMatchObject({ revision: 7, graph: { nodes: [{ name: 'both' }] } });
  const name = () => store.getState().document.nodes[0]?.name;
  store.getState().undo();
  expect(name()).toBe('theirs');
  store.getState().undo();
  expect(name()).toBe('mine');
});

test.each([
  ['mine', ['a']],
  [{ merged: withNode('both') }, ['a']],
  ['theirs', []],
] as const)('after a conflict what was selected still is, where it exists: %j', async (resolution, left) => {
  const { store, edit, autosave } = setUp();
  edit('mine');
  store.getState().select({ nodes: ['a'] });
  await autosave.take({ graph: emptyGraph(), revision: 7 }); // they have no such node
  autosave.resolveConflict(resolution);
  expect(store.getState().selection.nodes).toEqual(left);
});

test('what the server made of the draft at the request of this tab is saved already, and can be undone', async () => {
  const { store, saves, edit, answer, kind, autosave } = setUp();
  edit('mine');
  await vi.advanceTimersByTimeAsync(800);
  await answer(0, { ok: true, revision: 2 });
  const restored: Draft = { graph: withNode('restored'), revision: 3 };
  let give: (draft: Draft | undefined) => void = () => undefined;
  const accepted = autosave.accept(
    () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  );
  const noticed = autosave.knows(3); // the notice is faster than the answer
  give(restored);
  expect([await accepted, await noticed]).toEqual([true, true]);
  expect([kind(), store.getState().document.nodes[0]?.name]).toEqual(['saved', 'restored']);
  store.getState().undo();
  await vi.advanceTimersByTimeAsync(800);
  expect(saves[1]).toMatchObject({ revision: 3, graph: { nodes: [{ name: 'mine' }] } });
});

test('where the server refuses to change the draft, all stays as it is', async () => {
  const { store, edit, answer, kind, autosave } = setUp();
  edit('mine');
  await vi.advanceTimersByTimeAsync(800);
  await answer(0, { ok: true, revision: 2 });
  expect(await autosave.accept(async () => undefined)).toBe(false);
  expect([kind(), autosave.revision(), store.getState().document.nodes[0]?.name]).toEqual([
    'saved',
    2,
    'mine',
  ]);
});

test('where it is not known what both began with, the conflict says so', async () => {
  const store = createEditorStore({ document: withNode('mine') });
  const autosave = createAutosave({
    store,
    draft: { graph: emptyGraph(), revision: 1 },
    isBaseKnown: false,
    backup: { write: () => undefined, clear: () => undefined },
    save: async () => ({ ok: false, code: 'conflict', theirs }),
  });
  await vi.advanceTimersByTimeAsync(800);
  expect(autosave.state.getState()).toMatchObject({ kind: 'conflict', base: undefined });
  autosave.dispose();
});

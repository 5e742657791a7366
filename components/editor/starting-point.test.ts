import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import type { History } from './history.ts';
import { startingPoint } from './starting-point.ts';

const named = (name: string): GraphDocument => ({
  ...emptyGraph(),
  nodes: [{ id: 'a', type: 'wait', name, position: { x: 0, y: 0 }, config: {} }],
});
const history: History = { past: [{ document: named('before'), at: 0 }], future: [] };

test('a history of just this draft is taken, and the draft counts as saved', () => {
  const kept = { document: named('now'), history };
  const start = startingPoint({ graph: named('now'), revision: 3 }, undefined, kept);
  expect(start.document).toBe(kept.document);
  expect(start.history).toBe(history);
  expect(start.saved).toEqual({ graph: kept.document, revision: 3 });
  expect(start.saved.graph).toBe(start.document);
  expect(start.isHistoryLost).toBe(false);
});

test('a history of another draft is dropped, and that is said', () => {
  const start = startingPoint({ graph: named('theirs'), revision: 4 }, undefined, {
    document: named('mine'),
    history,
  });
  expect(start.document).toEqual(named('theirs'));
  expect(start.history.past).toEqual([]);
  expect(start.isHistoryLost).toBe(true);
});

test('a history without steps is dropped without a word', () => {
  const start = startingPoint({ graph: named('theirs'), revision: 4 }, undefined, {
    document: named('mine'),
    history: { past: [], future: [] },
  });
  expect(start.isHistoryLost).toBe(false);
});

test('changes that did not reach the server come back with the history that led to them', () => {
  const kept = { document: named('unsaved'), history };
  const start = startingPoint(
    { graph: named('saved'), revision: 7 },
    { graph: named('unsaved'), revision: 6 },
    kept,
  );
  expect(start).toMatchObject({ document: kept.document, history, unsaved: undefined, isBaseKnown: false });
  expect(start.saved).toEqual({ graph: named('saved'), revision: 6 });
});

test('changes that did not reach the server before somebody else saved know what they began with', () => {
  const draft = { graph: named('theirs'), revision: 7 };
  const unsaved = { graph: named('mine'), revision: 6, base: named('first') };
  for (const kept of [undefined, { document: named('mine'), history }]) {
    const start = startingPoint(draft, unsaved, kept);
    expect(start).toMatchObject({ isBaseKnown: true, saved: { graph: named('first'), revision: 6 } });
    expect((start.unsaved ?? start.document).nodes[0]?.name).toBe('mine');
  }
});

test('changes that did not reach the server come back as an edit where the history is older', () => {
  const kept = { document: named('saved'), history };
  const start = startingPoint(
    { graph: named('saved'), revision: 7 },
    { graph: named('unsaved'), revision: 7 },
    kept,
  );
  expect(start).toMatchObject({ document: named('saved'), history, unsaved: named('unsaved') });
});

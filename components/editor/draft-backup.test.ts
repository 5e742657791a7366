import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { openDraftBackup } from './draft-backup.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The browser's storage, with the names of the tabs that are open. */
const browser = () => {
  const items = new Map<string, string>();
  const storage: Storage = {
    get length() {
      return items.size;
    },
    key: (at) => [...items.keys()][at] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, text) => void items.set(key, text),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
  const tabs = new Set<string>();
  const open = (name: string, workflowId = 'w') => {
    tabs.add(name);
    return openDraftBackup(workflowId, { name, isOpen: (other) => tabs.has(other) }, storage);
  };
  return { items, open, close: (name: string) => void tabs.delete(name) };
};

const named = (name: string): GraphDocument => ({
  ...emptyGraph(),
  nodes: [{ id: 'a', type: 'wait', name, position: { x: 0, y: 0 }, config: {} }],
});

const write = ({ backup }: ReturnType<ReturnType<typeof browser>['open']>, name: string) => {
  backup.write({ graph: named(name), revision: 3 });
  vi.advanceTimersByTime(1_000);
};

test('a tab that is loaded again has what it had not saved', () => {
  const { open } = browser();
  const before = open('one');
  expect(before.left).toBeUndefined();
  write(before, 'Mine');
  expect(open('one').left).toEqual({ graph: named('Mine'), revision: 3 });
  expect(open('one', 'another workflow').left).toBeUndefined();
});

test('what another tab saves or writes takes nothing away, and is not taken for what was left', () => {
  const { open } = browser();
  write(open('one'), 'Mine');
  const other = open('two');
  expect(other.left).toBeUndefined();
  write(other, 'Theirs');
  other.backup.clear();
  expect(open('one').left).toEqual({ graph: named('Mine'), revision: 3 });
});

test('what a closed tab left goes to the next that opens, the newest first, and to that alone', () => {
  const { open, close, items } = browser();
  write(open('one'), 'Older');
  write(open('two'), 'Newer');
  close('one');
  close('two');
  expect(open('three').left?.graph).toEqual(named('Newer'));
  expect(open('four').left?.graph).toEqual(named('Older'));
  expect(open('five').left).toBeUndefined();
  expect(items.size).toBe(2);
});

test('what cannot be read is no draft', () => {
  const { open, items } = browser();
  items.set('patchbay:draft:w:one', '{"graph": 1');
  items.set('patchbay:draft:w:two', '{"graph": 1, "revision": "x", "at": 0}');
  expect(open('one').left).toBeUndefined();
});

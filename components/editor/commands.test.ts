import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentTexts } from '#lib/graph/document-texts.ts';
import { findText } from '#lib/graph/find-text.ts';
import { parseGraph } from '#lib/graph/parse.ts';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { compileQuery } from '#lib/graph/text-query.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { createCommands } from './commands.ts';
import { readClipboard } from './document/clipboard.ts';
import { canReach } from './document/connection-rules.ts';
import { readRecord, toRecord } from './history-record.ts';
import { createEditorStore } from './store.ts';

const createEditor = (document: GraphDocument = emptyGraph(), now = () => 0) => {
  const store = createEditorStore({ document, now });
  return { store, commands: createCommands(store, definitions), document: () => store.getState().document };
};

const nodeIds = (document: GraphDocument) => document.nodes.map((node) => node.id);

test('a node added while one is selected follows it, connected', () => {
  const { commands, document } = createEditor();
  const trigger = commands.addNodeNear('trigger_tool', { x: 0, y: 0 });
  const code = commands.addNodeNear('code', { x: 0, y: 0 });
  expect(document().edges).toMatchObject([{ source: trigger, target: code }]);
  const [first, second] = document().nodes;
  expect(second?.position.x).toBeGreaterThan((first?.position.x ?? 0) + 248);
});

test('a trigger added while a node is selected stands alone', () => {
  const { commands, document } = createEditor();
  commands.addNodeNear('trigger_tool', { x: 0, y: 0 });
  commands.addNodeNear('trigger_event', { x: 0, y: 0 });
  expect(document().edges).toEqual([]);
});

test('the branches of an If are taken one after the other by nodes that are added to it', () => {
  const { store, commands, document } = createEditor();
  const branch = commands.addNodeNear('if', { x: 0, y: 0 });
  for (const type of ['wait', 'wait', 'wait']) {
    store.getState().select({ nodes: branch === undefined ? [] : [branch] });
    commands.addNodeNear(type, { x: 0, y: 0 });
  }
  expect(document().edges.map((edge) => edge.sourceHandle)).toEqual(['true', 'false']);
});

test('a node that is replaced keeps its id, place, connections and what fits of its settings', () => {
  const { store, commands, document } = createEditor();
  const trigger = commands.addNode({ type: 'trigger_tool', at: { x: 0, y: 0 } }) ?? '';
  const reply = commands.addNode({ type: 'reply_custom', at: { x: 400, y: 40 } }) ?? '';
  const after = commands.addNode({ type: 'code', at: { x: 800, y: 0 } }) ?? '';
  commands.connect({ source: trigger, target: reply });
  commands.connect({ source: reply, target: after });
  const { edges } = document();
  expect(commands.replaceNode(reply, 'reply_tool')).toBe(reply);
  expect(document().nodes[1]).toEqual({
    id: 'reply_with_json',
    type: 'reply_tool',
    name: 'Reply to tool call',
    position: { x: 400, y: 40 },
    config: { outcome: 'result', result: '' },
  });
  expect(document().edges).toEqual(edges);
  expect(store.getState().selection.nodes).toEqual([reply]);
  store.getState().undo();
  expect(document().nodes[1]?.type).toBe('reply_custom');
});

test('a replaced node loses what its new type does not have, and keeps a name of its own', () => {
  const { commands, document } = createEditor();
  const code =
    commands.addNode({ type: 'code', name: 'Decide', at: { x: 0, y: 0 }, config: { timeoutMs: 700 } }) ?? '';
  const next = commands.addNode({ type: 'wait', at: { x: 400, y: 0 } }) ?? '';
  const rescue = commands.addNode({ type: 'wait', at: { x: 400, y: 200 } }) ?? '';
  commands.setSettings(code, { onError: 'handle' });
  commands.connect({ source: code, target: next });
  commands.connect({ source: code, sourceHandle: 'error', target: rescue });
  commands.replaceNode(code, 'http_request');
  expect(document().nodes[0]).toMatchObject({
    name: 'Decide',
    onError: 'handle',
    config: { url: '', timeoutMs: 700 },
  });
  expect(document().nodes[0]?.config).not.toHaveProperty('source');
  commands.replaceNode(code, 'if');
  expect(document().edges.map(({ sourceHandle, target }) => [sourceHandle, target])).toEqual(
    expect.arrayContaining([['true', next]]),
  );
  commands.replaceNode(code, 'reply_tool');
  expect(document().nodes[0]).not.toHaveProperty('onError');
  expect(document().edges.map(({ sourceHandle, target }) => [sourceHandle, target])).toEqual([
    [undefined, next],
  ]);
  expect(commands.replaceNode(code, 'teleport')).toBeUndefined();
});

test('a loop is refused with the names of its nodes', () => {
  const { commands, document } = createEditor();
  const first = commands.addNode({ type: 'wait', at: { x: 0, y: 0 } }) ?? '';
  const second = commands.addNode({ type: 'code', at: { x: 400, y: 0 } }) ?? '';
  expect(commands.connect({ source: first, target: second })).toBeUndefined();
  expect(commands.connect({ source: second, target: first })).toBe(
    'This would make a loop: “Wait” already leads to “Code”. Use a For each node to repeat steps.',
  );
  expect(document().edges).toHaveLength(1);
});

test('nothing can be connected to a trigger, to itself, or twice', () => {
  const { commands } = createEditor();
  const trigger = commands.addNode({ type: 'trigger_tool', at: { x: 0, y: 0 } }) ?? '';
  const wait = commands.addNode({ type: 'wait', at: { x: 400, y: 0 } }) ?? '';
  expect(commands.connect({ source: wait, target: trigger })).toContain('starts a flow');
  expect(commands.connect({ source: wait, target: wait })).toContain('itself');
  expect(commands.connect({ source: trigger, target: wait })).toBeUndefined();
  expect(commands.connect({ source: trigger, target: wait })).toContain('already connected');
});

test('renaming a node rewrites the references to it in one step', () => {
  const { store, commands, document } = createEditor();
  const http = commands.addNode({ type: 'http_request', at: { x: 0, y: 0 } }) ?? '';
  const reply = commands.addNode({ type: 'reply_tool', at: { x: 400, y: 0 } }) ?? '';
  commands.connect({ source: http, target: reply });
  commands.setConfig(reply, ['result'], '{{ steps.http_request.output.body }}');
  const before = JSON.stringify(document());

  expect(commands.rename(http, 'Look up order')).toBe('look_up_order');
  expect(document().nodes[1]?.config.result).toBe('{{ steps.look_up_order.output.body }}');
  expect(document().edges[0]?.source).toBe('look_up_order');
  expect(store.getState().selection.nodes).toEqual(['look_up_order']);

  store.getState().undo();
  expect(JSON.stringify(document())).toBe(before);
});

test('a name of blanks is not taken', () => {
  const { commands, document } = createEditor();
  const id = commands.addNode({ type: 'wait', at: { x: 0, y: 0 } }) ?? '';
  expect(commands.rename(id, '   ')).toBe(id);
  expect(document().nodes[0]?.name).toBe('Wait');
});

test('removing a case removes its edge, renaming one does not', () => {
  const { commands, document } = createEditor();
  const branch =
    commands.addNode({
      type: 'switch',
      at: { x: 0, y: 0 },
      config: {
        cases: [
          { id: 'case_1', name: 'Sales' },
          { id: 'case_2', name: 'Support' },
        ],
      },
    }) ?? '';
  const wait = commands.addNode({ type: 'wait', at: { x: 400, y: 0 } }) ?? '';
  commands.connect({ source: branch, sourceHandle: 'case_1', target: wait });
  commands.setConfig(
    branch,
    ['cases'],
    [
      { id: 'case_1', name: 'Sales, new' },
      { id: 'case_2', name: 'Support' },
    ],
  );
  expect(document().edges).toHaveLength(1);
  commands.setConfig(branch, ['cases'], [{ id: 'case_2', name: 'Support' }]);
  expect(document().edges).toHaveLength(0);
});

test('the error output and its edge go together', () => {
  const { commands, document } = createEditor();
  const code = commands.addNode({ type: 'code', at: { x: 0, y: 0 } }) ?? '';
  const wait = commands.addNode({ type: 'wait', at: { x: 400, y: 0 } }) ?? '';
  commands.setSettings(code, { onError: 'handle' });
  expect(commands.connect({ source: code, sourceHandle: 'error', target: wait })).toBeUndefined();
  commands.setSettings(code, { onError: undefined });
  expect(document().edges).toHaveLength(0);
  expect(Object.keys(document().nodes[0] ?? {})).not.toContain('onError');
});

test('copies have ids of their own, and references among them follow', () => {
  const { store, commands, document } = createEditor();
  const first = commands.addNode({ type: 'code', at: { x: 0, y: 0 } }) ?? '';
  const second = commands.addNode({ type: 'reply_tool', at: { x: 400, y: 0 } }) ?? '';
  commands.connect({ source: first, target: second });
  commands.setConfig(second, ['result'], '{{ steps.code.output }}');
  commands.selectAll();
  const part = commands.copySelection();
  if (part === undefined) throw new Error('nothing was copied');
  commands.paste(part, { x: 0, y: 600 });

  expect(nodeIds(document())).toEqual(['code', 'reply_to_tool_call', 'code_2', 'reply_to_tool_call_2']);
  expect(document().nodes[3]?.config.result).toBe('{{ steps.code_2.output }}');
  expect(document().edges[1]).toMatchObject({ source: 'code_2', target: 'reply_to_tool_call_2' });
  expect(store.getState().selection.nodes).toEqual(['code_2', 'reply_to_tool_call_2']);
});

test('what the form does not show stays in the config', () => {
  const { commands, document } = createEditor({
    ...emptyGraph(),
    nodes: [
      {
        id: 'a',
        type: 'wait',
        name: 'A',
        position: { x: 0, y: 0 },
        config: { seconds: 'soon', later: { x: [1] } },
      },
    ],
  });
  commands.setConfig('a', ['seconds'], '5');
  commands.setSettings('a', { note: 'hello' });
  expect(document().nodes[0]?.config).toEqual({ seconds: '5', later: { x: [1] } });
});

test('a node is renamed whatever the keys of its config are called', () => {
  const { commands, document } = createEditor();
  const id = commands.addNode({ type: 'code', at: { x: 0, y: 0 } }) ?? '';
  commands.setConfig(id, ['valueOf'], ['kept']);
  expect(commands.rename(id, 'Another')).toBe('another');
  expect(document().nodes[0]?.config.valueOf).toEqual(['kept']);
});

const TYPES = [
  'trigger_tool',
  'trigger_event',
  'if',
  'switch',
  'code',
  'http_request',
  'reply_tool',
  'unknown_type',
];

const anyEdit = fc.record({
  kind: fc.constantFrom(
    'add',
    'addNear',
    'connect',
    'move',
    'nudge',
    'remove',
    'config',
    'settings',
    'rename',
    'disable',
    'paste',
    'duplicate',
    'select',
    'addInto',
    'addBefore',
    'insert',
    'reconnect',
    'label',
    'align',
    'distribute',
    'note',
    'frame',
    'writeNote',
    'colorNote',
    'resizeNote',
    'growNotes',
    'layout',
    'selectNote',
    'removeKeepingGaps',
    'pasteText',
    'undo',
    'redo',
  ),
  a: fc.nat(9),
  b: fc.nat(9),
  text: fc.string({ maxLength: 8 }),
  pauseMs: fc.constantFrom(0, 100, 5000),
});

type AnyEdit = typeof anyEdit extends fc.Arbitrary<infer Value> ? Value : never;

const apply = (
  { store, commands, document }: ReturnType<typeof createEditor>,
  { kind, a, b, text }: AnyEdit,
) => {
  const at = (index: number) => {
    const { nodes } = document();
    return nodes[index % Math.max(nodes.length, 1)]?.id ?? 'nothing';
  };
  const edgeAt = (index: number) => {
    const { edges } = document();
    return edges[index % Math.max(edges.length, 1)]?.id ?? 'nothing';
  };
  const noteAt = (index: number) => {
    const { notes } = document();
    return notes[index % Math.max(notes.length, 1)]?.id ?? 'nothing';
  };
  const type = TYPES[a % TYPES.length] ?? 'code';
  switch (kind) {
    case 'add':
      return commands.addNode({ type, at: { x: a * 300, y: b * 100 } });
    case 'addNear':
      return commands.addNodeNear(type, { x: a * 300, y: b * 100 });
    case 'connect':
      return commands.connect({ source: at(a), target: at(b), sourceHandle: b % 2 === 0 ? null : 'true' });
    case 'move':
      return commands.move(new Map([[at(a), { x: b * 10.5, y: a }]]), String(b % 3));
    case 'nudge':
      return commands.nudge({ x: a - 5, y: b - 5 });
    case 'remove':
      return commands.removeSelection();
    case 'config':
      return commands.setConfig(at(a), [text || 'cases'], b % 3 === 0 ? undefined : [text]);
    case 'settings':
      return commands.setSettings(at(a), {
        onError: b % 2 === 0 ? 'handle' : undefined,
        note: text || undefined,
      });
    case 'rename':
      return commands.rename(at(a), text);
    case 'disable':
      return commands.toggleDisabled([at(a), at(b)]);
    case 'paste': {
      commands.selectAll();
      const part = document().nodes.length > 12 ? undefined : commands.copySelection();
      return part && commands.paste(part, { x: a, y: b });
    }
    case 'duplicate':
      return document().nodes.length > 24 ? undefined : commands.duplicateSelection();
    case 'select':
      return store.getState().select({ nodes: [at(a), at(b)] });
    case 'addInto':
      return commands.addNodeInto(type, edgeAt(a));
    case 'addBefore':
      return commands.addNode({ type, at: { x: a, y: b }, wire: { to: at(b) } });
    case 'insert':
      return commands.insertNode(at(a), edgeAt(b), String(b % 3));
    case 'reconnect':
      return commands.reconnect(edgeAt(a), { source: at(a), target: at(b) });
    case 'label':
      return commands.setLabel(edgeAt(a), text);
    case 'align':
      return commands.align(a % 2 === 0 ? 'left' : 'bottom');
    case 'distribute':
      return commands.distribute(a % 2 === 0 ? 'horizontally' : 'vertically');
    case 'note':
      return commands.addNote({ x: a * 7.5, y: b });
    case 'frame':
      return commands.addFrame({ x: a, y: b });
    case 'writeNote':
      return commands.setNoteText(noteAt(a), text);
    case 'colorNote':
      return commands.setNoteColor([noteAt(a), noteAt(b)], b % 3 === 0 ? undefined : 'teal');
    case 'growNotes':
      return commands.growNotes({ x: a - 5, y: b - 5 });
    case 'resizeNote':
      return commands.resizeNote(noteAt(a), { x: b, y: a, width: a * 40_000, height: b });
    case 'layout':
      return commands.takeLayout(
        new Map([[at(a), { x: b * 99, y: a }]]),
        new Map([[`note:${noteAt(a)}`, { x: 0, y: 0, width: b * 100, height: 400 }]]),
      );
    case 'selectNote':
      return store.getState().select({ nodes: [at(a)], notes: [noteAt(b)] });
    case 'removeKeepingGaps':
      return commands.removeSelection({ closesGaps: false });
    case 'pasteText': {
      if (document().nodes.length > 16) return undefined;
      const part = readClipboard(JSON.stringify({ ...document(), nodes: document().nodes.slice(a) }));
      return part && commands.paste(part, { x: a * 100, y: b * 100 });
    }
    case 'undo':
      return store.getState().undo();
    case 'redo':
      return store.getState().redo();
  }
};

const anyEdits = fc.array(anyEdit, { maxLength: 200, size: 'max' });

test('any 200 edits, undone, give the document back byte for byte; redone, too; and every state is valid', () => {
  fc.assert(
    fc.property(anyEdits, (edits) => {
      let time = 0;
      const editor = createEditor(emptyGraph(), () => time);
      const start = JSON.stringify(editor.document());
      for (const edit of edits) {
        time += edit.pauseMs;
        apply(editor, edit);
        expect(problemOf(editor.document())).toBeUndefined();
      }
      while (editor.store.getState().history.future.length > 0) editor.store.getState().redo();
      const end = JSON.stringify(editor.document());
      while (editor.store.getState().history.past.length > 0) editor.store.getState().undo();
      expect(JSON.stringify(editor.document())).toBe(start);
      while (editor.store.getState().history.future.length > 0) editor.store.getState().redo();
      expect(JSON.stringify(editor.document())).toBe(end);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('any 200 edits are undone and redone byte for byte after a reload, too', () => {
  fc.assert(
    fc.property(anyEdits, (edits) => {
      let time = 0;
      const editor = createEditor(emptyGraph(), () => time);
      for (const edit of edits) {
        time += edit.pauseMs;
        apply(editor, edit);
      }
      const before = editor.store.getState();
      const stored = JSON.parse(JSON.stringify(toRecord(before.document, before.history, new WeakMap())));
      const reloaded = readRecord(stored);
      if (reloaded === undefined) throw new Error('The history could not be read.');
      const after = createEditorStore(reloaded);
      const texts = (store: typeof after, step: 'undo' | 'redo') => {
        const seen = [JSON.stringify(store.getState().document)];
        const left = () => store.getState().history[step === 'undo' ? 'past' : 'future'].length;
        while (left() > 0) {
          store.getState()[step]();
          seen.push(JSON.stringify(store.getState().document));
        }
        return seen;
      };
      expect(texts(after, 'redo')).toEqual(texts(editor.store, 'redo'));
      expect(texts(after, 'undo')).toEqual(texts(editor.store, 'undo'));
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('what is copied, pasted anywhere and as often as one likes, never makes an invalid document', () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 60 }), fc.array(anyEdit, { maxLength: 60 }), (one, other) => {
      const from = createEditor();
      const into = createEditor();
      for (const edit of one) apply(from, edit);
      for (const edit of other) apply(into, edit);
      from.commands.selectAll();
      const text = JSON.stringify(from.commands.copySelection() ?? {}, null, 2);
      for (const at of [0, 0, 500]) {
        const part = readClipboard(text);
        const { nodes, notes } = into.document();
        if (part) into.commands.paste(part, { x: at, y: at });
        expect(problemOf(into.document())).toBeUndefined();
        expect(into.document().nodes).toHaveLength(nodes.length + (part?.nodes.length ?? 0));
        expect(into.document().notes).toHaveLength(notes.length + (part?.notes.length ?? 0));
      }
      into.commands.duplicateSelection();
      expect(problemOf(into.document())).toBeUndefined();
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** What is wrong with a document: its shape, an id twice, an edge that leads nowhere, a loop. */
const problemOf = (document: GraphDocument): unknown => {
  const parsed = parseGraph(document);
  if (!parsed.ok) return parsed.issues;
  const ids = new Set(document.nodes.map((node) => node.id));
  const loose = document.edges.find((edge) => !ids.has(edge.source) || !ids.has(edge.target));
  return loose ?? (hasCycle(document) ? 'a loop' : undefined);
};

const hasCycle = (document: GraphDocument) =>
  document.edges.some((edge) => canReach(document, edge.target, edge.source));

test('what is replaced in many places is undone in one step, to the byte', () => {
  const { store, commands, document } = createEditor();
  commands.addNode({ type: 'trigger_tool', name: 'Find order', at: { x: 0, y: 0 } });
  const code = commands.addNode({ type: 'code', name: 'Order', at: { x: 400, y: 0 } }) ?? '';
  commands.setConfig(code, ['source'], 'return steps.find_order.output.order;');
  const before = JSON.stringify(document());
  const steps = store.getState().history.past.length;
  store.getState().select({ nodes: [code] });
  const query = compileQuery({ text: 'order', matchesCase: false, isWholeWord: false, isPattern: false });
  if (!query.ok) throw new Error(query.reason);
  const { hits } = findText(documentTexts(document(), definitions), query);
  commands.replaceText(hits, () => 'invoice');
  expect(document().nodes.map(({ name }) => name)).toEqual(['Find invoice', 'invoice']);
  expect(document().nodes[1]?.config.source).toBe('return steps.find_invoice.output.invoice;');
  expect(store.getState().selection.nodes).toEqual(['invoice']);
  expect(store.getState().history.past).toHaveLength(steps + 1);
  store.getState().undo();
  expect(JSON.stringify(document())).toBe(before);
});

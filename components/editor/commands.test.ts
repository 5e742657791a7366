import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument, graphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { createCommands } from './commands.ts';
import { canReach } from './document/connection-rules.ts';
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
    case 'undo':
      return store.getState().undo();
    case 'redo':
      return store.getState().redo();
  }
};

test('any edits, undone, give the document back byte for byte; redone, too; and every state is valid', () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 60 }), (edits) => {
      let time = 0;
      const editor = createEditor(emptyGraph(), () => time);
      const start = JSON.stringify(editor.document());
      for (const edit of edits) {
        time += edit.pauseMs;
        apply(editor, edit);
        expect(graphDocument.safeParse(editor.document()).error).toBeUndefined();
        expect(hasCycle(editor.document())).toBe(false);
      }
      while (editor.store.getState().history.future.length > 0) editor.store.getState().redo();
      const end = JSON.stringify(editor.document());
      while (editor.store.getState().history.past.length > 0) editor.store.getState().undo();
      expect(JSON.stringify(editor.document())).toBe(start);
      while (editor.store.getState().history.future.length > 0) editor.store.getState().redo();
      expect(JSON.stringify(editor.document())).toBe(end);
    }),
    { numRuns: 200 },
  );
});

const hasCycle = (document: GraphDocument) =>
  document.edges.some((edge) => canReach(document, edge.target, edge.source));

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentTexts } from '#lib/graph/document-texts.ts';
import { expandReplacement } from '#lib/graph/expand-replacement.ts';
import { findText } from '#lib/graph/find-text.ts';
import { parseGraph } from '#lib/graph/parse.ts';
import { replaceText } from '#lib/graph/replace-text.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { buildGraph } from '#lib/graph/testing/build-graph.ts';
import { compileQuery, type TextQuery } from '#lib/graph/text-query.ts';
import { definitions } from './definitions.ts';

const hitsOf = (document: GraphDocument, text: string, options: Partial<TextQuery> = {}) => {
  const query = compileQuery({ text, matchesCase: false, isWholeWord: false, isPattern: false, ...options });
  return query.ok ? findText(documentTexts(document, definitions), query).hits : [];
};

const replace = (
  document: GraphDocument,
  text: string,
  replacement: string,
  options: Partial<TextQuery> = {},
) =>
  replaceText(document, definitions, hitsOf(document, text, options), (match) =>
    expandReplacement(replacement, match, options.isPattern === true),
  );

const configOf = (document: GraphDocument, id: string) =>
  document.nodes.find((node) => node.id === id)?.config;

const reasons = ({ skipped }: ReturnType<typeof replace>) => skipped.map(({ reason }) => reason);

test('replaces in all places at once and says what was and what is', () => {
  const document: GraphDocument = {
    ...buildGraph(
      {
        ask: ['http_request', { name: 'Ask', config: { url: 'https://old.example/a?b=old', note: 1 } }],
        work: ['code', { name: 'Work', note: 'old', config: { source: "fetch('https://old.example')" } }],
      },
      ['ask -> work'],
    ),
    notes: [{ id: 'n', text: 'The old one', position: { x: 0, y: 0 } }],
  };
  const { document: after, changes, skipped } = replace(document, 'old', 'new');
  expect(configOf(after, 'ask')).toEqual({ url: 'https://new.example/a?b=new', note: 1 });
  expect(configOf(after, 'work')).toEqual({ source: "fetch('https://new.example')" });
  expect(after.nodes[1]?.note).toBe('new');
  expect(after.notes[0]?.text).toBe('The new one');
  expect(skipped).toEqual([]);
  expect(changes.map(({ text, after: now, count }) => [text.label, text.text, now, count])).toEqual([
    ['URL', 'https://old.example/a?b=old', 'https://new.example/a?b=new', 2],
    ['Code', "fetch('https://old.example')", "fetch('https://new.example')", 1],
    ['Note', 'old', 'new', 1],
    ['Text of the note', 'The old one', 'The new one', 1],
  ]);
});

test('groups of a pattern are put where the replacement names them', () => {
  const document = buildGraph({ work: ['code', { config: { source: 'get("a", 1); get("b", 2);' } }] });
  const { document: after } = replace(document, 'get\\("(\\w)", (?<n>\\d)\\)', 'set($<n>, "$1")', {
    isPattern: true,
  });
  expect(configOf(after, 'work')).toEqual({ source: 'set(1, "a"); set(2, "b");' });
});

test('a node that is renamed takes its id and the references to it along, hits in them too', () => {
  const document = buildGraph(
    {
      asked: ['trigger_tool', { name: 'Asked', config: {} }],
      look_up_order: ['code', { name: 'Look up order', config: { source: 'return 1;' } }],
      answer: [
        'reply_tool',
        { name: 'Answer', config: { result: 'Your order: {{ steps.look_up_order.output }}' } },
      ],
      other: ['code', { name: 'Other', config: { source: 'return steps.look_up_order.output.order;' } }],
    },
    ['asked -> look_up_order', 'look_up_order -> answer'],
  );
  const { document: after, renamed, changes } = replace(document, 'order', 'Big Purchase');
  expect(renamed).toEqual(new Map([['look_up_order', 'look_up_big_purchase']]));
  expect(after.nodes[1]).toMatchObject({ id: 'look_up_big_purchase', name: 'Look up Big Purchase' });
  expect(after.edges.map(({ source, target }) => [source, target])).toEqual([
    ['asked', 'look_up_big_purchase'],
    ['look_up_big_purchase', 'answer'],
  ]);
  expect(configOf(after, 'answer')).toEqual({
    result: 'Your Big Purchase: {{ steps.look_up_big_purchase.output }}',
  });
  expect(configOf(after, 'other')).toEqual({
    source: 'return steps.look_up_big_purchase.output.Big Purchase;',
  });
  expect(changes.find(({ text }) => text.label === 'Result')?.after).toBe(
    'Your Big Purchase: {{ steps.look_up_big_purchase.output }}',
  );
});

test('a name that changes in nothing but its case leaves the references whole', () => {
  const document = buildGraph({
    work: ['code', { name: 'Work', config: { source: 'return 1;' } }],
    answer: ['reply_tool', { name: 'Answer', config: { result: '{{ steps.work.output }}' } }],
  });
  const { document: after } = replace(document, 'work', 'WORK');
  expect(after.nodes[0]).toMatchObject({ id: 'work', name: 'WORK' });
  expect(configOf(after, 'answer')).toEqual({ result: '{{ steps.work.output }}' });
});

test('a reference to a step that keeps its name is plain text', () => {
  const document = buildGraph({
    a: ['code', { name: 'First', config: { source: 'return steps.b.output;' } }],
  });
  const { document: after } = replace(document, 'steps.b', 'steps.c');
  expect(configOf(after, 'a')).toEqual({ source: 'return steps.c.output;' });
});

test('what a document or a field does not take stays, with the reason', () => {
  const long = 'x'.repeat(119);
  const document: GraphDocument = {
    ...buildGraph(
      {
        a: ['trigger_tool', { name: long, config: { toolName: 'look_up', fallbackMessage: 'a' } }],
        work: ['code', { name: 'Ab', config: { source: 'ab', language: 'javascript' } }],
        split: [
          'switch',
          { name: 'Split', config: { value: '{{ x }}', cases: [{ id: 'case_1', name: 'One', value: 'a' }] } },
        ],
      },
      ['a -> work'],
    ),
  };
  expect(reasons(replace(document, 'x{119}', '$&$&', { isPattern: true }))).toEqual([
    'A name has at most 120 characters.',
  ]);
  expect(reasons(replace(document, 'Ab', '', { matchesCase: true }))).toEqual(['A node must have a name.']);
  expect(reasons(replace(document, 'look_up', 'look up'))).toEqual([
    'A tool name has letters, digits, _ and - only, at most 64.',
  ]);
  expect(reasons(replace(document, 'javascript', 'cobol'))).toHaveLength(1);
  expect(replace(document, 'javascript', 'typescript').document).not.toBe(document);
  expect(reasons(replace(document, 'case_1', 'case_2'))).toEqual([
    'An output is called so: its connections would be lost.',
  ]);
  expect(reasons(replace(document, '^split$', 'join', { isPattern: true, matchesCase: true }))).toEqual([
    'An id follows the name of its node: change the name.',
  ]);
});

test('a parameter is renamed in its place, but not to the name of another one', () => {
  const parameters = {
    type: 'object',
    properties: { order: { type: 'string' }, date: { type: 'string' } },
    required: ['order'],
  };
  const document = buildGraph({ tool: ['trigger_tool', { name: 'T', config: { parameters } }] });
  const { document: after } = replace(document, 'order', 'order_number');
  expect(JSON.stringify(configOf(after, 'tool'))).toBe(
    '{"parameters":{"type":"object","properties":{"order_number":{"type":"string"},"date":{"type":"string"}},"required":["order_number"]}}',
  );
  expect(reasons(replace(document, 'order', 'date'))).toEqual(['There is another one of that name.']);
});

test('an empty label and an empty note of a node are none', () => {
  const document = buildGraph({ a: ['code', { note: 'x' }], b: 'code' }, ['a -> b']);
  const [edge] = document.edges;
  if (edge === undefined) throw new Error('no edge');
  const { document: after } = replace({ ...document, edges: [{ ...edge, label: 'x' }] }, 'x', '');
  expect(after.nodes[0]).not.toHaveProperty('note');
  expect(after.edges[0]).not.toHaveProperty('label');
});

test('a hit of a text that was changed meanwhile is left alone', () => {
  const document = buildGraph({ work: ['code', { name: 'W', config: { source: 'old' } }] });
  const hits = hitsOf(document, 'old');
  const changed = buildGraph({ work: ['code', { name: 'W', config: { source: 'an old one' } }] });
  const { document: after, skipped } = replaceText(changed, definitions, hits, () => 'new');
  expect(after).toBe(changed);
  expect(skipped).toMatchObject([{ count: 1, reason: 'This was changed since it was found.' }]);
});

const word = fc.constantFrom(
  'a',
  'ab',
  'look',
  'Look up',
  'steps.look_up.output',
  '{{ steps.a.output }}',
  'x',
  '',
);
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
const config = fc.oneof(
  fc.record({
    type: fc.constant('code'),
    config: fc.record({ source: text, language: fc.constant('javascript') }),
  }),
  fc.record({
    type: fc.constant('http_request'),
    config: fc.record({
      url: text,
      headers: fc.array(fc.record({ name: text, value: text }), { maxLength: 3 }),
    }),
  }),
  fc.record({
    type: fc.constant('trigger_tool'),
    config: fc.record({
      toolName: text,
      parameters: fc.record({
        type: fc.constant('object'),
        properties: fc.dictionary(word, fc.record({ description: text })),
      }),
    }),
  }),
  fc.record({ type: fc.constant('unknown'), config: fc.dictionary(fc.string(), fc.jsonValue()) }),
) satisfies fc.Arbitrary<Pick<GraphNode, 'type' | 'config'>>;

const document: fc.Arbitrary<GraphDocument> = fc
  .record({
    nodes: fc.array(fc.record({ rest: config, name: word, note: fc.option(text, { nil: undefined }) }), {
      maxLength: 6,
    }),
    notes: fc.array(text, { maxLength: 2 }),
    label: text,
  })
  .map(({ nodes, notes, label }) => ({
    schemaVersion: 1,
    nodes: nodes.map(({ rest, name, note }, index) => ({
      ...rest,
      id: index === 0 ? 'a' : index === 1 ? 'look_up' : `n${index}`,
      name: name === '' ? 'Node' : name,
      position: { x: index, y: 0 },
      ...(note === undefined ? {} : { note }),
    })),
    edges: nodes.length > 1 ? [{ id: 'e', source: 'a', target: 'look_up', label: label.slice(0, 120) }] : [],
    notes: notes.map((note, index) => ({ id: `note${index}`, text: note, position: { x: 0, y: 0 } })),
  }));

const query = fc.record({
  text: fc.oneof(word, fc.constantFrom('.', '\\w+', '(l)o+', '[a-z]', 'o{2}'), fc.string({ maxLength: 3 })),
  matchesCase: fc.boolean(),
  isWholeWord: fc.boolean(),
  isPattern: fc.boolean(),
});

const replacement = fc.oneof(
  word,
  fc.constantFrom('$1', '$&$&', '{{', "'", '\u0000', 'ß'),
  fc.string(),
  fc.constant('long '.repeat(30)),
);

test('whatever is replaced by whatever, the result is a graph document', () => {
  fc.assert(
    fc.property(document, query, replacement, (before, asked, written) => {
      expect(parseGraph(before).ok).toBe(true);
      const bytes = JSON.stringify(before);
      const { document: after, changes, skipped } = replace(before, asked.text, written, asked);
      expect(parseGraph(JSON.parse(JSON.stringify(after)))).toMatchObject({ ok: true });
      expect(JSON.stringify(before)).toBe(bytes);
      const counted = [...changes, ...skipped].reduce((sum, { count }) => sum + count, 0);
      expect(counted).toBeLessThanOrEqual(hitsOf(before, asked.text, asked).length);
    }),
    { numRuns: 150 },
  );
});

test('what is replaced by itself changes nothing', () => {
  fc.assert(
    fc.property(document, query, (before, asked) => {
      const hits = hitsOf(before, asked.text, asked);
      const { document: after, changes } = replaceText(
        before,
        definitions,
        hits,
        ({ groups }) => groups[0] ?? '',
      );
      expect(after).toBe(before);
      expect(changes).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

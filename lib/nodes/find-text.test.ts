import { expect, test } from 'vitest';
import { documentTexts } from '#lib/graph/document-texts.ts';
import { findText } from '#lib/graph/find-text.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { buildGraph } from '#lib/graph/testing/build-graph.ts';
import { compileQuery } from '#lib/graph/text-query.ts';
import { definitions } from './definitions.ts';

const compiled = (text: string, isPattern = false) => {
  const query = compileQuery({ text, matchesCase: false, isWholeWord: false, isPattern });
  if (!query.ok) throw new Error(query.reason);
  return query;
};

const find = (document: GraphDocument, text: string): string[] =>
  findText(documentTexts(document, definitions), compiled(text)).hits.map(
    ({ text: { part, label, text: whole }, match }) =>
      `${part}: ${label}: ${whole.slice(0, match.start)}[${whole.slice(match.start, match.end)}]${whole.slice(match.end)}`,
  );

test('looks in names, ids, notes, labels of connections, and every text of a config', () => {
  const document: GraphDocument = {
    ...buildGraph(
      {
        asked: ['trigger_tool', { name: 'Asked', config: { toolName: 'find_it' } }],
        work: ['code', { name: 'Find it', note: 'find out why', config: { source: 'find();\nfind();' } }],
      },
      ['asked -> work'],
    ),
    notes: [
      { id: 'a', text: 'To find', position: { x: 0, y: 0 } },
      { id: 'b', kind: 'frame', text: 'Finding', position: { x: 0, y: 0 } },
    ],
  };
  const [edge] = document.edges;
  if (edge === undefined) throw new Error('no edge');
  expect(find({ ...document, edges: [{ ...edge, label: 'found: find' }] }, 'find')).toEqual([
    'fields: Tool name: [find]_it',
    'names: Name: [Find] it',
    'code: Code: [find]();\nfind();',
    'code: Code: find();\n[find]();',
    'notes: Note: [find] out why',
    'names: Label of the connection: found: [find]',
    'notes: Text of the note: To [find]',
    'notes: Title of the frame: [Find]ing',
  ]);
});

test('goes by the labels of the form, into rows, objects and the names of parameters', () => {
  const document = buildGraph({
    ask: [
      'http_request',
      {
        name: 'A',
        config: { headers: [{ name: 'x-thing', value: 'a thing' }], bodyType: 'none', jsonBody: 'thing' },
      },
    ],
    tool: [
      'trigger_tool',
      {
        name: 'T',
        config: {
          parameters: {
            type: 'object',
            properties: { thing: { type: 'string', description: 'The thing' } },
            required: ['thing'],
          },
        },
      },
    ],
  });
  expect(find(document, 'thing')).toEqual([
    'fields: Headers, row 1, Name: x-[thing]',
    'fields: Headers, row 1, Value: a [thing]',
    'fields: JSON (not in use): [thing]',
    'fields: Parameters, Properties, name: [thing]',
    'fields: Parameters, Properties, Thing, Description: The [thing]',
    'fields: Parameters, Required, row 1: [thing]',
  ]);
  expect(find(document, 'properties')).toEqual([]);
});

test('an id is found where the name does not say the same', () => {
  const document = buildGraph({ look_up: ['code', { name: 'Look up', config: {} }] });
  expect(find(document, 'look')).toEqual(['names: Name: [Look] up']);
  expect(find(document, 'look_up')).toEqual(['names: Id: [look_up]']);
});

test('a node type that is not known is searched all the same', () => {
  const document = buildGraph({
    odd: ['of_tomorrow', { name: 'O', config: { deep: { er: ['some text'] } } }],
  });
  expect(find(document, 'text')).toEqual(['fields: deep, er, 0: some [text]']);
  expect(find(document, 'er')).toEqual(['fields: deep, name: [er]']);
});

test('ends with as many hits as can be looked at, and where a pattern takes too long', () => {
  const texts = documentTexts(
    buildGraph({
      a: ['code', { config: { source: 'x '.repeat(100) } }],
      b: ['code', { config: { source: 'x' } }],
    }),
    definitions,
  );
  const many = findText(texts, compiled('x'), { maxHits: 10 });
  expect(many.cut).toBe('many');
  expect(many.hits).toHaveLength(10);
  let time = 0;
  const clock = () => {
    time += 10;
    return time;
  };
  const slow = findText(texts, compiled('x', true), { maxMs: 200, now: clock });
  expect(slow.cut).toBe('slow');
  expect(slow.hits.length).toBeLessThan(100);
  expect(findText(texts, compiled('nowhere')).cut).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkJsonTemplate, compileJsonTemplate } from './json-template.ts';

const render = (source: string, scope: object): unknown => compileJsonTemplate(source).render(scope);

describe('a value is encoded for its place', () => {
  test.each([
    ['{"a": {{ x }}}', { x: 'A "b"\n' }, { a: 'A "b"\n' }],
    ['{"a": {{ x }}}', { x: { deep: [1, null] } }, { a: { deep: [1, null] } }],
    ['{"a": {{ x }}}', {}, { a: null }],
    ['{"a": "Hi {{ x }}!"}', { x: 'A "b"\n\\' }, { a: 'Hi A "b"\n\\!' }],
    ['{"a": "Hi {{ x }}!"}', {}, { a: 'Hi !' }],
    ['{"a": "{{ x }}"}', { x: { b: 1 } }, { a: '{"b":1}' }],
    ['{"a\\"": "\\\\{{ x }}"}', { x: '"' }, { 'a"': '\\"' }],
    ['{"{{ x }}": 1}', { x: 'k"y' }, { 'k"y': 1 }],
    ['[{{ x }}, {{ x | size }}]', { x: 'abc' }, ['abc', 3]],
    ['{"a": {{ x | json }}, "b": "{{ x | json }}"}', { x: 'q' }, { a: 'q', b: '"q"' }],
    ['{% if x %}{"a": {{ x }}}{% else %}{"none": "{{ y }}"}{% endif %}', { x: 'A"' }, { a: 'A"' }],
    ['{% if x %}{"a": {{ x }}}{% else %}{"none": "{{ y }}"}{% endif %}', { y: 'B"' }, { none: 'B"' }],
    [
      '[{% for i in x %}{"n": {{ i }}, "t": "{% echo i %}"}{% unless forloop.last %},{% endunless %}{% endfor %}]',
      { x: ['"', 2] },
      [
        { n: '"', t: '"' },
        { n: 2, t: '2' },
      ],
    ],
    ['{% capture c %}{{ x }}-{{ x }}{% endcapture %}{"a": {{ c }}}', { x: '"' }, { a: '"-"' }],
  ])('%s', (source, scope, expected) => {
    expect(render(source, scope)).toEqual(expected);
  });
});

test('exactly one expression is the value itself', () => {
  expect(render('{{ x }}', { x: [1, { a: 2 }] })).toEqual([1, { a: 2 }]);
  expect(render('{{ x }}', { x: '{"a":1}' })).toBe('{"a":1}');
  expect(render('{{ x | json }}', { x: { a: 1 } })).toEqual({ a: 1 });
  expect(render('{{ x }}', {})).toBeNull();
});

test('JSON without templates is parsed anew for each render', () => {
  const { render: run } = compileJsonTemplate('{"a": [1]}');
  expect(run({})).toEqual({ a: [1] });
  expect(run({})).not.toBe(run({}));
});

test('no value can change the shape of the document', () => {
  const whole = compileJsonTemplate('{"v": {{ x }}, "t": "a{{ x }}b", "end": true}');
  const tagged = compileJsonTemplate('{"v": {{ x }}, {% if true %}"t": "a{{ x }}b"{% endif %}, "end": true}');
  fc.assert(
    fc.property(fc.jsonValue(), (x) => {
      const value: unknown = JSON.parse(JSON.stringify(x));
      for (const { render: run } of [whole, tagged]) {
        const outcome = run({ x: value });
        expect(outcome).toMatchObject({ end: true });
        expect(Object.keys(Object(outcome))).toEqual(['v', 't', 'end']);
        expect(outcome).toHaveProperty('v', value);
        const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
        expect(outcome).toHaveProperty('t', `a${text}b`);
      }
    }),
  );
});

test('says where the outcome is not JSON', () => {
  const { render: run } = compileJsonTemplate('{"a": {{ x }}\n "b": 1}');
  expect(() => run({ x: 1 })).toThrow(
    expect.objectContaining({ code: 'template.not-json', line: 2, column: 2 }),
  );
  expect(() => compileJsonTemplate('{"a": }')).toThrow(
    expect.objectContaining({ code: 'template.not-json' }),
  );
});

test.each([
  ['{"a": {{ x }}, "b": "{{ y }}"}', undefined],
  ['{"a": {{ x }}, }', 'template.not-json'],
  ['{"a": {{ x }} "b": 1}', 'template.not-json'],
  ['{"a": {{ x }}', 'template.not-json'],
  ['{"a": {{ x }', 'template.syntax'],
  ['{"a": 1,}', 'template.not-json'],
  ['{{ x }}', undefined],
  ['{% if x %}{"a": 1}{% else %}{}{% endif %}', undefined],
])('checks %s beforehand', (source, code) => {
  expect(checkJsonTemplate(source)?.code).toBe(code);
});

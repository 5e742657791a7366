import { describe, expect, test } from 'vitest';
import { checkTemplate, compileTemplate, hasTemplate, templateReferences } from './template.ts';

const scope = {
  call: { id: 'c1', customer: { number: '+14155552671', name: 'Ada' } },
  tool: { id: 't1', name: 'book', arguments: { people: 4, when: '2026-03-01T18:30:00Z' } },
  steps: {
    look_up: {
      output: { items: ['a', 'b'], total: 12.5, open: true, none: null, 'odd key': 1, size: 'own' },
    },
  },
  memory: { call: { name: 'Bob' }, workflow: { counter: 7 } },
};

const render = (source: string): unknown => compileTemplate(source).render(scope);

describe('a text that is exactly one expression keeps its type', () => {
  test.each([
    ['{{ steps.look_up.output.items }}', ['a', 'b']],
    ['{{ steps.look_up.output.total }}', 12.5],
    ['{{ steps.look_up.output.open }}', true],
    ['{{ steps.look_up.output.none }}', null],
    ['{{ steps.look_up.output.missing }}', null],
    ['{{ steps.nowhere.output.deep.path }}', null],
    ['  {{ tool.arguments }}\n', { people: 4, when: '2026-03-01T18:30:00Z' }],
    ['{{ steps["look_up"].output.items[1] }}', 'b'],
    ['{{ steps.look_up.output["odd key"] }}', 1],
    ['{{ steps.look_up.output.items.size }}', 2],
    ['{{ steps.look_up.output.size }}', 'own'],
    ['{{ steps.look_up.output.items.first }}', 'a'],
    ['{{ steps.look_up.output.items[-1] }}', 'b'],
    ['{{ steps.look_up.output.items | join: "-" }}', 'a-b'],
    ['{{ tool.arguments.people | plus: 1 }}', 5],
    ['{{ tool.arguments.people == 4 }}', true],
    ['{{ missing | default: "there" }}', 'there'],
    ['{{ 42 }}', 42],
    ['{{ nil }}', null],
    ['{{ missing | default: nil }}', null],
    ['{{- call.id -}}', 'c1'],
    ['{{ call | json }}', JSON.stringify(scope.call)],
  ])('%s', (source, expected) => {
    expect(render(source)).toEqual(expected);
  });
});

describe('anything else is a text', () => {
  test.each([
    ['Hello {{ call.customer.name }}!', 'Hello Ada!'],
    ['{{ call.id }}{{ tool.arguments.people }}', 'c14'],
    ['a {{ missing.path }} b', 'a  b'],
    ['List: {{ steps.look_up.output.items }}', 'List: ["a","b"]'],
    ['Object: {{ tool.arguments }}', 'Object: {"people":4,"when":"2026-03-01T18:30:00Z"}'],
    ['{% for i in steps.look_up.output.items %}{{ forloop.index }}{{ i }} {% endfor %}', '1a 2b '],
    ['{% assign x = tool.arguments %}{{ x.people }} {{ x }}', '4 {"people":4,"when":"2026-03-01T18:30:00Z"}'],
    [
      '{% capture c %}<{{ tool.arguments }}>{% endcapture %}{{ c | upcase }}',
      '<{"PEOPLE":4,"WHEN":"2026-03-01T18:30:00Z"}>',
    ],
    ['{% if tool.arguments.people > 3 %}many{% else %}few{% endif %}', 'many'],
    ['a\n  {{- call.id -}}\n b', 'ac1b'],
    ['{{ "<b>" }} & {{ "\'" }}', "<b> & '"],
    ['no template', 'no template'],
    ['', ''],
  ])('%s', (source, expected) => {
    expect(render(source)).toBe(expected);
  });
});

describe('filters', () => {
  test.each([
    ['{{ call.customer.number | digits }}', '14155552671'],
    ['{{ call.customer.number | phone_spoken }}', '1, 4 1 5, 5 5 5, 2 6 7 1'],
    ['{{ "+49 30 901820" | phone_spoken }}', '4 9 3, 0 9 0, 1 8 2 0'],
    ['{{ "(415) 555-2671" | phone_spoken }}', '4 1 5, 5 5 5, 2 6 7 1'],
    ['{{ "AB-12" | spell }}', 'A B, 1 2'],
    ['{{ steps.look_up.output.items | spoken_list }}', 'a and b'],
    ['{{ "x,y,z" | split: "," | spoken_list: "or" }}', 'x, y or z'],
    ['{{ "[1,2]" | parse_json | last }}', 2],
    ['{{ "12.50" | to_number }}', 12.5],
    ['{{ "twelve" | to_number }}', null],
    ['{{ "Yes" | to_boolean }}', true],
    ['{{ "nope" | to_boolean }}', false],
    ['{{ tool.arguments.when | date: "%H:%M" }}', '18:30'],
    [
      '{{ tool.arguments.when | date: "%A %-d %B, %-I:%M %p", "America/New_York" }}',
      'Sunday 1 March, 1:30 PM',
    ],
    ['{{ tool.arguments.when | date: "%H:%M", "Europe/Berlin" }}', '19:30'],
    ['{{ 0 | date: "%Y-%m-%d" }}', '1970-01-01'],
    ['{{ "a b&c/é" | url_encode }}', 'a%20b%26c%2F%C3%A9'],
  ])('%s', (source, expected) => {
    expect(render(source)).toEqual(expected);
  });
});

describe('refuses', () => {
  test.each([
    ['{{ a ', 'template.syntax', 1, 1],
    ['ok\n {% if x %}', 'template.syntax', 2, 2],
    ['{{ a..b }}', 'template.syntax', 1, 6],
    ['one\ntwo {% nope %}', 'template.unknown-tag', 2, 5],
    ['{% include "x" %}', 'template.unknown-tag', 1, 1],
    ['{% render "x" %}', 'template.unknown-tag', 1, 1],
    ['{% layout "x" %}', 'template.unknown-tag', 1, 1],
    ['x\n{{ a | nope }}', 'template.unknown-filter', 2, 8],
    [`${'x'.repeat(200_000)}{{ a }}`, 'template.too-long', 1, 1],
  ])('%.30s with %s', (source, code, line, column) => {
    expect(checkTemplate(source)).toMatchObject({ code, line, column });
    expect(() => compileTemplate(source)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ['{% for i in (1..100000000) %}x{% endfor %}'],
    ['{% for i in (1..5000) %}{% for j in (1..5000) %}x{% endfor %}{% endfor %}'],
    ['{% assign s = "x" %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s | size }}'],
    [`{% for i in (1..400) %}${'x'.repeat(20_000)}{% endfor %}`],
  ])('what would run away: %.50s', (source) => {
    const started = performance.now();
    expect(() => render(source)).toThrow(expect.objectContaining({ code: 'template.limit' }));
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test('a failing filter, with its place', () => {
    const { render: run } = compileTemplate('a\nb {{ call.id | parse_json }}');
    expect(() => run(scope)).toThrow(
      expect.objectContaining({ code: 'template.render', line: 2, column: 3 }),
    );
  });
});

test('sees nothing but own properties', () => {
  for (const path of [
    'constructor',
    'call.constructor',
    'call.__proto__',
    'steps.look_up.output.items.map',
    'call.id.trim',
  ]) {
    expect([path, render(`{{ ${path} }}`), render(`<{{ ${path} }}>`)]).toEqual([path, null, '<>']);
    expect(render(`{{ ${path} | json }}`)).toBe('null');
  }
});

test('a path read directly gives what Liquid gives', () => {
  for (const path of [
    'call',
    'call.id',
    'call["customer"].name',
    "steps['look_up'].output.items[0]",
    'steps.x.y',
    'call.id.length',
    'steps.look_up.output.items[9]',
  ]) {
    // a filter that changes nothing takes the long way
    expect([path, render(`{{ ${path} }}`)]).toEqual([
      path,
      render(`{{ ${path} | default: nil, allow_false: true }}`) ?? null,
    ]);
  }
});

test('one compiled template renders for different scopes', () => {
  const { render: run } = compileTemplate('{% assign x = a %}{% increment n %}{{ x }}');
  expect([run({ a: 1 }), run({ a: 2 }), run({})]).toEqual(['01', '02', '0']);
});

test('tells references with their place', () => {
  expect(
    templateReferences(
      'Hi {{ steps.look_up.output.name }}\n{% if call.id == tool.arguments["x y"][0] %}{% endif %}',
    ),
  ).toEqual([
    { root: 'steps', path: ['look_up', 'output', 'name'], isDynamic: false, line: 1, column: 7 },
    { root: 'call', path: ['id'], isDynamic: false, line: 2, column: 7 },
    { root: 'tool', path: ['arguments', 'x y', 0], isDynamic: false, line: 2, column: 18 },
  ]);
});

test('a reference ends where it is only known at run time', () => {
  expect(templateReferences('{{ steps.a.output[event.key].b }}')).toMatchObject([
    { root: 'steps', path: ['a', 'output'], isDynamic: true },
    { root: 'event', path: ['key'], isDynamic: false },
  ]);
});

test('variables of the template are no references', () => {
  expect(
    templateReferences('{% assign x = call.id %}{% for i in event.list %}{{ x }}{{ i }}{% endfor %}').map(
      ({ root }) => root,
    ),
  ).toEqual(['call', 'event']);
});

test('a half-typed template has no references', () => {
  expect(templateReferences('{{ steps.a')).toEqual([]);
});

test.each([
  [
    '{{ memory.call.name }} {{ memory.call.name }} {{ memory["workflow"].counter }}',
    [
      { scope: 'call', key: 'name' },
      { scope: 'workflow', key: 'counter' },
    ],
  ],
  ['{{ memory.call.a.b[0] }}', [{ scope: 'call', key: 'a' }]],
  ['{{ memory.call[event.key] }} {{ memory.call.a }}', [{ scope: 'call' }]],
  ['{% assign m = memory.workflow %}{{ m.x }}', [{ scope: 'workflow' }]],
  ['{{ memory }}', [{ scope: 'call' }, { scope: 'workflow' }]],
  ['{{ memory[x].y }}', [{ scope: 'call' }, { scope: 'workflow' }]],
  ['{{ call.memory.call.x }}', []],
])('%s needs of the memory', (source, expected) => {
  expect(compileTemplate(source).memory).toEqual(expected);
});

test('tells text with templates from text without', () => {
  expect(['{{ a }}', '{% if a %}{% endif %}', '{ a }', ''].map(hasTemplate)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('a template with tens of thousands of variables is read without counting its characters for each', () => {
  const source = `{% if a\n${' and a'.repeat(30_000)} %}{{ last }}{% endif %}`;
  const { references } = compileTemplate(source);
  expect(references).toHaveLength(30_002);
  expect(references.at(-1)).toMatchObject({ root: 'last', line: 2, column: 180_007 });
});

test('a render of plain paths costs a few microseconds', () => {
  const { render: run } = compileTemplate(
    'Hello {{ call.customer.name }}, {{ tool.arguments.people }} people.',
  );
  let bestUs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 20; round += 1) {
    const started = performance.now();
    for (let count = 0; count < 1000; count += 1) run(scope);
    bestUs = Math.min(bestUs, performance.now() - started);
  }
  expect(bestUs).toBeLessThan(20); // 0.7 µs on a busy 2-core machine; Liquid's own way takes 15 to 30
});

import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import type { GraphIssue } from './node-spec.ts';
import { buildGraph } from './testing/build-graph.ts';
import { testSpecs } from './testing/specs.ts';
import { validate } from './validate.ts';

type Nodes = Parameters<typeof buildGraph>[0];

const issuesOf = (
  nodes: Nodes,
  edges: readonly string[] = [],
  secretNames?: readonly string[],
): GraphIssue[] => validate(buildGraph(nodes, edges), testSpecs, { secretNames });

const codesOf = (nodes: Nodes, edges: readonly string[] = []): string[] =>
  issuesOf(nodes, edges).map((issue) => issue.code);

/** The one issue of a graph, and that it is one. */
const onlyIssue = (nodes: Nodes, edges: readonly string[] = []): GraphIssue => {
  const [issue, ...others] = issuesOf(nodes, edges);
  expect(others).toEqual([]);
  if (issue === undefined) throw new Error('no issue was found');
  return issue;
};

const answered = ['go -> a', 'a -> answer'];

test('a sound graph has no issues', () => {
  expect(issuesOf({ go: 'start', a: 'task', answer: 'reply_call' }, answered)).toEqual([]);
});

test('a node that was renamed or copied is told by its new name, though its config is the same one', () => {
  const config = { url: '' };
  const missing = (nodes: Nodes) => issuesOf(nodes, []).filter(({ code }) => code === 'graph.config-missing');
  const [before] = missing({ go: 'start', a: ['call', { name: 'Old', config }] });
  expect(before?.message).toContain('“Old”');
  const after = missing({
    go: 'start',
    a: ['call', { name: 'New', config }],
    b: ['call', { name: 'Copy', config }],
  });
  expect(after.map(({ nodeId, message }) => [nodeId, /“(.*?)”/.exec(message)?.[1]])).toEqual([
    ['a', 'New'],
    ['b', 'Copy'],
  ]);
});

test('says that a trigger is missing, or disabled', () => {
  expect(codesOf({})).toEqual(['graph.no-trigger']);
  const disabled = onlyIssue({ go: ['start', { disabled: true }] });
  expect(disabled).toMatchObject({ code: 'graph.no-trigger', severity: 'error', nodeId: 'go' });
  expect(disabled.message).toContain('“go” is disabled');
});

test('one flow per event and per tool; a disabled trigger does not count', () => {
  const issue = onlyIssue({ go: 'start', again: 'start', answer: 'reply_call' }, [
    'go -> answer',
    'again -> answer',
  ]);
  expect(issue).toMatchObject({ code: 'graph.duplicate-trigger', nodeId: 'again' });
  expect(issue.message).toContain('“go” and “again” both wait for the event “Call comes in”');
  expect(codesOf({ one: 'tool', two: 'tool' })).toContain('graph.duplicate-trigger');
  expect(codesOf({ one: 'tool', two: ['tool', { config: { tool: 'other' } }] })).not.toContain(
    'graph.duplicate-trigger',
  );
  expect(codesOf({ one: 'tool', two: ['tool', { disabled: true }] })).not.toContain(
    'graph.duplicate-trigger',
  );
});

test('names the steps of a cycle, one issue for each', () => {
  const issues = issuesOf({ go: 'start', a: 'task', b: 'task', c: 'task', d: 'task', answer: 'reply' }, [
    'go -> a',
    'a -> b',
    'b -> c',
    'c -> a',
    'b -> answer',
    'c -> d',
    'd -> d',
  ]).filter((issue) => issue.code === 'graph.cycle');
  expect(issues.map((issue) => issue.message.match(/“.*”/)?.[0])).toEqual(
    expect.arrayContaining(['“a” → “b” → “c” → “a”', '“d” → “d”']),
  );
  expect(issues).toHaveLength(2);
});

test('a way back to a For each gets its own advice', () => {
  const issue = onlyIssue({ go: 'start', each: 'each', a: 'task', answer: 'reply' }, [
    'go -> each',
    'each.item -> a',
    'a -> each',
    'each.done -> answer',
  ]);
  expect(issue).toMatchObject({ code: 'graph.cycle', nodeId: 'each' });
  expect(issue.message).toContain('Remove the connection back to “each”');
});

test('an unknown type is named', () => {
  const issue = onlyIssue({ go: 'start', a: 'teleport', answer: 'reply' }, answered);
  expect(issue).toMatchObject({ code: 'graph.unknown-type', nodeId: 'a' });
  expect(issue.message).toMatch(/“a” is of the type “teleport”.*update Patchbay/);
  expect(codesOf({ go: 'start', a: 'constructor', answer: 'reply' }, answered)).toEqual([
    'graph.unknown-type',
  ]);
});

test('a setting named as what every object has is a setting like any other', () => {
  const codesWith = (key: string) =>
    codesOf(
      { go: 'start', a: ['task', { config: { [key]: '{{ event.type }}' } }], answer: 'reply_call' },
      answered,
    );
  for (const key of ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf']) {
    expect(codesWith(key), key).toEqual(codesWith('other'));
  }
});

test('edges to nodes and handles that do not exist', () => {
  const nodes = { go: 'start', a: 'branch', answer: 'reply' };
  const lost = onlyIssue(nodes, ['go -> a', 'go -> answer', 'a.true -> ghost']);
  expect(lost).toMatchObject({ code: 'graph.edge-node-missing', edgeId: 'a.true -> ghost', nodeId: 'a' });
  expect(lost.message).toContain('“ghost”');
  const handle = onlyIssue(nodes, ['go -> a', 'go -> answer', 'a.maybe -> answer']);
  expect(handle).toMatchObject({ code: 'graph.edge-handle-missing', nodeId: 'a' });
  expect(handle.message).toContain('It has “true”, “false”.');
  expect(
    codesOf({ go: 'start', answer: 'reply', a: 'task' }, ['go -> answer', 'answer.error -> a']),
  ).toContain('graph.edge-handle-missing');
  const graph = buildGraph({ go: 'start', answer: 'reply' }, ['go -> answer']);
  const edges = graph.edges.map((edge) => ({ ...edge, targetHandle: 'side' }));
  expect(validate({ ...graph, edges }, testSpecs).map((issue) => issue.message)).toEqual([
    '“answer” has no input “side”, to which “go” is connected. Its input is “in”: draw the connection again.',
  ]);
});

test('nothing leads into a trigger', () => {
  const nodes = { go: 'start', answer: 'reply', hang: ['start', { config: { event: 'hang' } }] } as const;
  const issue = onlyIssue(nodes, ['go -> answer', 'answer -> hang']);
  expect(issue).toMatchObject({ code: 'graph.edge-into-trigger', nodeId: 'hang', edgeId: 'answer -> hang' });
  expect(issue.message).toContain('“hang” starts a flow, so “answer” cannot lead into it.');
});

test('a missing field is called by its label, with what the node type says about it', () => {
  const empty = onlyIssue({ go: 'start', a: ['call', { config: {} }], answer: 'reply' }, answered);
  expect(empty).toMatchObject({ code: 'graph.config-missing', nodeId: 'a', path: ['url'] });
  expect(empty.message).toBe('“a” is not finished: fill in “URL”.');
  const blank = onlyIssue({ go: 'start', a: ['call', { config: { url: '' } }], answer: 'reply' }, answered);
  expect(blank.message).toBe('“a” is not finished: fill in “URL”. Enter the URL to call.');
});

test('a setting that the type does not know is told, with what it may have meant, also in rows', () => {
  const config = { txt: 'x', text: 'y', rows: [{ name: 'a', value: 'b', note: 1 }] };
  const issues = issuesOf({ go: 'start', a: ['task', { config }], answer: 'reply' }, answered);
  expect(issues).toMatchObject([
    { severity: 'warning', code: 'graph.config-unknown-field', nodeId: 'a' },
    { severity: 'warning', code: 'graph.config-unknown-field', nodeId: 'a' },
  ]);
  expect(issues[0]?.message).toContain('“txt”. Did you mean “text”?');
  expect(issues[1]?.message).toContain('“rows.0.note”. Remove it');
});

test('a wrong value says where in the config, also in rows', () => {
  const issue = onlyIssue(
    { go: 'start', a: ['call', { config: { url: 'x', times: 9 } }], answer: 'reply' },
    answered,
  );
  expect(issue).toMatchObject({ code: 'graph.config-invalid', path: ['times'] });
  expect(issue.message).toMatch(/^“a”, Times: /);
  const row = onlyIssue(
    {
      go: 'start',
      a: ['task', { config: { rows: [{ name: 'x', value: 'y' }, { name: 'z' }] } }],
      answer: 'reply',
    },
    answered,
  );
  expect(row).toMatchObject({ code: 'graph.config-missing', path: ['rows', 1, 'value'] });
  expect(row.message).toBe('“a” is not finished: fill in “Rows, row 2, Value”.');
});

test("runs the node type's own check, and lets a disabled node be unfinished", () => {
  const issue = onlyIssue(
    { go: 'start', a: ['call', { config: { url: 'refused' } }], answer: 'reply' },
    answered,
  );
  expect(issue).toMatchObject({
    code: 'graph.config-invalid',
    path: ['url'],
    message: '“a”, URL: Refused here',
  });
  expect(
    codesOf({ go: 'start', a: ['call', { config: {}, disabled: true }], answer: 'reply' }, answered),
  ).toEqual([]);
});

test('a Reply must fit its trigger', () => {
  const inEvent = onlyIssue({ go: 'start', answer: 'reply_tool' }, ['go -> answer']);
  expect(inEvent).toMatchObject({ code: 'graph.reply-misfit', severity: 'error', nodeId: 'answer' });
  expect(inEvent.message).toContain('“answer” cannot answer “go”');
  expect(codesOf({ go: 'tool', answer: 'reply_call' }, ['go -> answer'])).toEqual(['graph.reply-misfit']);
  expect(codesOf({ go: 'tool', answer: 'reply' }, ['go -> answer'])).toEqual(['graph.reply-misfit']);
  expect(codesOf({ go: 'tool', answer: 'reply_tool' }, ['go -> answer'])).toEqual([]);
  const other = ['start', { config: { event: 'knowledge-base-request' } }] as const;
  expect(codesOf({ go: other, answer: 'reply_call' }, ['go -> answer'])).toEqual(['graph.reply-misfit']);
  expect(codesOf({ go: other, answer: 'reply' }, ['go -> answer'])).toEqual([]);
});

test('a Reply to an event that takes none is a warning; a tool result there is an error', () => {
  const told = ['start', { config: { event: 'end-of-call-report' } }] as const;
  for (const type of ['reply', 'reply_call']) {
    const issue = onlyIssue({ go: told, answer: type }, ['go -> answer']);
    expect(issue).toMatchObject({ code: 'graph.reply-unused', severity: 'warning' });
  }
  expect(codesOf({ go: told, answer: 'reply_tool' }, ['go -> answer'])).toEqual(['graph.reply-misfit']);
});

test('a step that two flows share is checked for each of them', () => {
  const issues = issuesOf({ go: 'start', look: 'tool', answer: 'reply_call' }, [
    'go -> answer',
    'look -> answer',
  ]);
  expect(issues.map(({ code, message }) => [code, message.includes('“look”')])).toEqual([
    ['graph.reply-misfit', true],
  ]);
});

test('warns where Vapi waits and nobody replies', () => {
  const issue = onlyIssue({ go: 'start', a: 'task', answer: ['reply', { disabled: true }] }, answered);
  expect(issue).toMatchObject({ code: 'graph.no-reply', severity: 'warning', nodeId: 'go' });
  expect(codesOf({ go: ['start', { config: { event: 'hang' } }], a: 'task' }, ['go -> a'])).toEqual([]);
});

test('warns of steps that never run, but not behind a disabled trigger', () => {
  const issue = onlyIssue({ go: 'start', answer: 'reply', lost: 'task' }, ['go -> answer']);
  expect(issue).toMatchObject({ code: 'graph.unreachable', severity: 'warning', nodeId: 'lost' });
  expect(
    codesOf({ go: 'start', answer: 'reply', off: ['tool', { disabled: true }], a: 'task' }, [
      'go -> answer',
      'off -> a',
    ]),
  ).toEqual([]);
});

test('the error output and its setting belong together', () => {
  const nodes = (onError?: 'handle' | 'continue') => ({
    go: 'start',
    a: ['task', onError === undefined ? {} : { onError }] as const,
    answer: 'reply',
    rescue: 'task',
  });
  const connected = [...answered, 'a.error -> rescue'];
  expect(codesOf(nodes('handle'), connected)).toEqual([]);
  expect(codesOf(nodes(), connected)).toEqual(['graph.error-path-unused']);
  expect(codesOf(nodes('continue'), connected)).toEqual(['graph.error-path-unused']);
  expect(codesOf(nodes('handle'), [...answered, 'a -> rescue'])).toEqual(['graph.error-path-missing']);
});

test('outputs of an If without an edge are fine', () => {
  expect(codesOf({ go: 'start', a: 'branch', answer: 'reply' }, ['go -> a', 'a.true -> answer'])).toEqual([]);
});

const loop = { go: 'start', each: 'each', a: 'task', answer: 'reply' } as const;

test('a loop body is entered by its For each only, and what follows hangs on done', () => {
  const sound = ['go -> each', 'each.item -> a', 'each.done -> answer'];
  expect(codesOf(loop, sound)).toEqual([]);
  const left = onlyIssue(loop, [...sound, 'a -> answer']);
  expect(left).toMatchObject({ code: 'graph.loop-crossed', nodeId: 'answer', edgeId: 'each.done -> answer' });
  const entered = onlyIssue(loop, [...sound, 'go -> a']);
  expect(entered).toMatchObject({ code: 'graph.loop-crossed', nodeId: 'a', edgeId: 'go -> a' });
  expect(codesOf(loop, ['go -> each', 'each.done -> answer', 'go -> a'])).toEqual(['graph.loop-empty']);
});

test('loops inside of loops are fine; inner steps may not leave the inner loop only', () => {
  const nodes = { ...loop, inner: 'each', b: 'task' };
  const sound = [
    'go -> each',
    'each.item -> inner',
    'inner.item -> b',
    'inner.done -> a',
    'each.done -> answer',
  ];
  expect(codesOf(nodes, sound)).toEqual([]);
  expect(codesOf(nodes, [...sound, 'b -> a'])).toEqual(['graph.loop-crossed']);
});

const using = (text: string, more: Nodes = {}, edges: readonly string[] = []): GraphIssue[] =>
  issuesOf({ go: 'start', first: 'task', a: ['task', { config: { text } }], answer: 'reply', ...more }, [
    'go -> first',
    'first -> a',
    'a -> answer',
    ...edges,
  ]);

const programmed = (source: string): GraphIssue[] =>
  issuesOf({ go: 'start', first: 'task', a: ['code', { config: { source } }], answer: 'reply' }, [
    'go -> first',
    'first -> a',
    'a -> answer',
  ]);

test('references to steps before are fine, in templates and in code', () => {
  expect(using('{{ steps.first.output.x }} {{ steps["go"].output }} {{ event.type }}')).toEqual([]);
  expect(programmed('return steps.first.output + steps?.["go"]?.output')).toEqual([]);
});

test('a reference to an unknown step asks whether another was meant', () => {
  const [issue, ...others] = using('Hello {{ steps.frist.output }}');
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ code: 'graph.reference-unknown', nodeId: 'a', path: ['text'] });
  expect(issue?.message).toBe(
    '“a” uses steps.frist, but no step has the id “frist”. Did you mean steps.first? (line 1, column 10)',
  );
  expect(programmed('\nreturn steps.frist')[0]?.message).toContain('(line 2, column 8)');
});

test('what a step gave is in its output: anything else behind its id is always empty', () => {
  const [issue, ...others] = using('Hello {{ steps.first.body.name }}');
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ code: 'graph.reference-member', severity: 'warning', path: ['text'] });
  expect(issue?.message).toContain('Did you mean steps.first.output.body? (line 1, column 10)');
  expect(programmed('return steps.first.item')[0]?.code).toBe('graph.reference-member');
  expect(using('{{ steps.first.error.response.status }} {{ steps.first }}')).toEqual([]);
});

test('a reference to a step that does not come before', () => {
  expect(using('{{ steps.answer.output }}')[0]).toMatchObject({ code: 'graph.reference-not-before' });
  expect(using('{{ steps.a.output }}')[0]?.message).toContain('its own output');
  expect(programmed("return steps['answer'].output")[0]?.code).toBe('graph.reference-not-before');
});

test('text that only looks like a reference is none', () => {
  expect(using('steps.ghost {% raw %}{{ steps.ghost }}{% endraw %} {{ "steps.ghost" }}')).toEqual([]);
  expect(programmed('// steps.ghost\nreturn "steps.ghost" + `steps.ghost` + other.steps.ghost')).toEqual([]);
});

test('verbatim and hidden fields are not looked into', () => {
  const nodes = (config: Record<string, unknown>): Nodes => ({
    go: 'start',
    a: ['task', { config }],
    answer: 'reply',
  });
  expect(codesOf(nodes({ plain: '{{ steps.ghost }} {{' }), answered)).toEqual([]);
  expect(codesOf(nodes({ onlyB: '{{ steps.ghost }}' }), answered)).toEqual([]);
  expect(codesOf(nodes({ mode: 'b', onlyB: '{{ steps.ghost }}' }), answered)).toEqual([
    'graph.reference-unknown',
  ]);
  expect(issuesOf(nodes({ rows: [{ name: 'x', value: '{{ steps.ghost }}' }] }), answered)[0]?.path).toEqual([
    'rows',
    0,
    'value',
  ]);
});

test('a template that cannot be read says where', () => {
  const [issue, ...others] = using('Hello\n{{ steps.first.output');
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ code: 'template.syntax', severity: 'error', nodeId: 'a', path: ['text'] });
  expect(issue?.message).toMatch(/line 2, column \d/);
});

test('an unknown variable is always empty', () => {
  expect(using('{{ evnt.type }}')[0]).toMatchObject({
    code: 'graph.reference-variable',
    severity: 'warning',
  });
  expect(using('{{ evnt.type }}')[0]?.message).toContain('Did you mean event?');
});

test('`tool` is there in the flow of a Tool call only', () => {
  const text = '{{ tool.arguments.id }}';
  expect(using(text)[0]).toMatchObject({ code: 'graph.reference-tool', severity: 'error' });
  const fromTool: Nodes = { go: 'tool', a: ['task', { config: { text } }], answer: 'reply_tool' };
  expect(codesOf(fromTool, answered)).toEqual([]);
  const shared = issuesOf({ ...fromTool, call: ['start', { config: { event: 'hang' } }], answer: 'task' }, [
    ...answered,
    'call -> a',
  ]).filter((issue) => issue.code === 'graph.reference-tool');
  expect(shared).toMatchObject([{ severity: 'warning' }]);
  expect(programmed('for (const tool of event.tools) log(tool.name)')).toEqual([]);
  expect(programmed('return tool.name')[0]?.code).toBe('graph.reference-tool');
});

/** The flow of a tool that declares parameters, with a template and code that use them. */
const called = (text: string, source = '', more: Nodes = {}, edges: readonly string[] = []): GraphIssue[] =>
  issuesOf(
    {
      go: ['tool', { name: 'Asked', config: { tool: 'look_up', takes: ['order_id', 'note'] } }],
      a: ['task', { config: { text } }],
      b: ['code', { config: { source } }],
      answer: 'reply_tool',
      ...more,
    },
    ['go -> a', 'a -> b', 'b -> answer', ...edges],
  );

test('an argument that the tool does not declare asks whether another was meant, in templates and in code', () => {
  expect(called('{{ tool.arguments.order_id }} {{ tool.arguments }}', 'return tool.arguments?.note')).toEqual(
    [],
  );
  const [issue, ...others] = called('Order {{ tool.arguments.order_nr }}');
  expect(others).toEqual([]);
  expect(issue).toMatchObject({
    severity: 'warning',
    code: 'graph.reference-argument',
    nodeId: 'a',
    path: ['text'],
    line: 1,
    column: 10,
  });
  expect(issue?.message).toBe(
    '“a” uses tool.arguments.order_nr, but the tool “look_up” has no parameter “order_nr”. Did you mean tool.arguments.order_id? (line 1, column 10)',
  );
  expect(called('', 'return tool.arguments.customer')[0]?.message).toBe(
    '“b” uses tool.arguments.customer, but the tool “look_up” has no parameter “customer”. Add the parameter to “Asked”, or use order_id or note. (line 1, column 8)',
  );
  expect(called('{{ steps.go.output.order_di }}')[0]?.message).toContain(
    'Did you mean steps.go.output.order_id?',
  );
  expect(called('', 'return tool.arguments.hasOwnProperty("x") || tool.arguments[name]')).toEqual([]);
});

test('an argument is known as soon as one of the tools that lead there declares it, or may have any', () => {
  const other = (config: Record<string, unknown>): Nodes => ({
    more: ['tool', { config: { tool: 'b', ...config } }],
  });
  const uses = '{{ tool.arguments.name }}';
  expect(called(uses, '', other({ takes: ['name'] }), ['more -> a'])).toEqual([]);
  expect(called(uses, '', other({}), ['more -> a'])).toEqual([]);
  expect(called(uses, '', other({ takes: ['x'] }), ['more -> a'])[0]?.message).toContain(
    'but none of the tools that lead to it has a parameter “name”',
  );
});

test('a disabled step gives on what came in: what refers to it is told so', () => {
  const graph = (source: string): GraphIssue[] =>
    issuesOf(
      {
        go: 'start',
        first: ['task', { name: 'Look up', disabled: true }],
        a: ['task', { config: { text: source } }],
        answer: 'reply',
      },
      ['go -> first', 'first -> a', 'a -> answer'],
    );
  const [issue, ...others] = graph('{{ steps.first.output.status }}');
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ severity: 'warning', code: 'graph.reference-disabled', path: ['text'] });
  expect(issue?.message).toContain(
    '“a” uses steps.first, but “Look up” is disabled: it does not run, and gives what comes into it instead of a result. Enable it',
  );
  const off = issuesOf(
    {
      go: 'start',
      off: ['tool', { disabled: true }],
      a: ['task', { config: { text: '{{ steps.off.output }}' } }],
      answer: 'reply',
    },
    [...answered, 'off -> a'],
  );
  expect(off.map(({ message }) => message)).toEqual([
    expect.stringContaining('it starts no flow, so this is always empty'),
  ]);
});

test('a secret that is not stored is told where the names are known', () => {
  const nodes = (text: string, key?: string): Nodes => ({
    go: 'start',
    a: ['task', { config: { text } }],
    b: ['call', { config: { url: 'https://example.com', ...(key === undefined ? {} : { key }) } }],
    answer: 'reply',
  });
  const edges = ['go -> a', 'a -> b', 'b -> answer'];
  const uses = nodes('Bearer {{ secrets.CRM_TOKN }}');
  expect(issuesOf(uses, edges)).toEqual([]);
  expect(issuesOf(nodes('{{ secrets.CRM_TOKEN }}', 'CRM_TOKEN'), edges, ['CRM_TOKEN'])).toEqual([]);
  const [issue, ...others] = issuesOf(uses, edges, ['CRM_TOKEN']);
  expect(others).toEqual([]);
  expect(issue).toMatchObject({
    severity: 'warning',
    code: 'graph.reference-secret',
    nodeId: 'a',
    path: ['text'],
  });
  expect(issue?.message).toContain('no secret is called “CRM_TOKN”. Did you mean secrets.CRM_TOKEN?');
  expect(issuesOf(uses, edges, [])[0]?.message).toContain('Store it under Settings with “New secret”.');
  expect(issuesOf(nodes('', 'OLD_KEY'), edges, ['CRM_TOKEN'])).toMatchObject([
    {
      code: 'graph.reference-secret',
      nodeId: 'b',
      path: ['key'],
      message: expect.stringContaining('the secret “OLD_KEY”'),
    },
  ]);
});

test('a loop shows its item inside and its results behind', () => {
  const graph = (inside: string, behind: string): GraphIssue[] =>
    issuesOf(
      {
        ...loop,
        a: ['task', { config: { text: inside } }],
        answer: 'reply',
        next: ['task', { config: { text: behind } }],
      },
      ['go -> each', 'each.item -> a', 'each.done -> next', 'next -> answer'],
    );
  expect(graph('{{ steps.each.item }} {{ steps.each.index }}', '{{ steps.each.output }}')).toEqual([]);
  expect(graph('{{ steps.each.output }}', '')[0]?.code).toBe('graph.reference-inside-loop');
  expect(graph('', '{{ steps.each.item }}')[0]?.code).toBe('graph.reference-outside-loop');
  const hidden = graph('', '{{ steps.a.output }}')[0];
  expect(hidden?.code).toBe('graph.reference-not-before');
  expect(hidden?.message).toContain('use steps.each.output');
});

test('errors come before warnings', () => {
  expect(issuesOf({ go: 'start', lost: 'teleport' }).map((issue) => issue.severity)).toEqual([
    'error',
    'warning',
  ]);
});

test('two nodes with one id are refused, and compiling such a graph too', () => {
  const graph = buildGraph({ go: 'start', a: 'task' }, ['go -> a']);
  const doubled = { ...graph, nodes: [...graph.nodes, ...graph.nodes.slice(1)] };
  expect(validate(doubled, testSpecs)[0]?.code).toBe('graph.duplicate-node');
  expect(() => compile(doubled, testSpecs)).toThrow(/id “a”/);
});

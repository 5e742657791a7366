import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChildAlone, openChildAlone } from './fixtures/child-alone.ts';
import { hostWith, openSandbox, resultOf, runCode } from './fixtures/code-steps.ts';

// The kind of realm is forced here: which one the analysis chooses must never be what keeps runs apart.
let child: ChildAlone;
beforeAll(async () => {
  child = await openChildAlone();
});
afterAll(() => child.close());

/** One value of every kind that code can get hold of. */
const samples = `[{}, [], '', 1, true, 1n, Symbol(), () => {}, async () => {}, function* () {}, async function* () {},
  new Map(), new Set(), new WeakMap(), new WeakSet(), new Date(), /a/, new Error(), new TypeError(),
  new AggregateError([]), Promise.resolve(), new Uint8Array(), new ArrayBuffer(1), new DataView(new ArrayBuffer(1)),
  new Proxy({}, {}), Array.prototype[Symbol.unscopables],
  [].values(), new Map().entries(), new Set().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g),
  Object.getPrototypeOf((function* () {})()), Object.getPrototypeOf((async function* () {})()), [].values().map((item) => item), Iterator.from({ next() {} }),
  new Intl.Segmenter().segment('a'), new Intl.Segmenter().segment('a')[Symbol.iterator](), new Intl.NumberFormat(),
  new Intl.NumberFormat().format, new Intl.DateTimeFormat(), new Intl.Locale('en'), new Intl.PluralRules(),
  new URL('http://a/'), new URL('http://a/').searchParams, new URLSearchParams().entries(), new TextEncoder(),
  new TextDecoder(), new Headers(), new AbortController(), new AbortController().signal, new DOMException('a'),
  ((strings) => strings)\`a\`, ((strings) => strings.raw)\`a\`,
  ...Object.getOwnPropertyNames(globalThis).map((name) => globalThis[name])]`;

const leaveTraces = `
  const leave = (trace) => { try { trace(); } catch {} };
  const mark = 'left by another run';
  const chain = (value) => (value === null || value === undefined ? [] : [value, ...chain(Object.getPrototypeOf(value))]);
  for (const object of new Set(${samples}.flatMap(chain))) {
    leave(() => { object.traceLeft = mark; });
    leave(() => { Object.defineProperty(object, 'traceLeft', { value: mark }); });
    leave(() => { object.constructor.traceLeft = mark; });
    leave(() => { object.toJSON = () => mark; });
    if (Object.getPrototypeOf(object) === null) leave(() => { Object.setPrototypeOf(object, { traceLeft: mark }); });
  }
  leave(() => { globalThis.traceLeft = mark; });
  leave(() => { (0, eval)('var traceLeft = "left by another run"'); });
  leave(() => { Function('traceLeft = 1')(); });
  leave(() => { Function('let trace2 = 1; globalThis.traceLeft = trace2')(); });
  leave(() => { JSON.parse = () => mark; });
  leave(() => { JSON.stringify = () => mark; });
  leave(() => { Error.stackTraceLimit = 0; });
  leave(() => { Object.getPrototypeOf(TypeError).stackTraceLimit = 0; });
  leave(() => { Error.prepareStackTrace = () => mark; });
  leave(() => { Error.prototype.constructor.prepareStackTrace = () => mark; });
  leave(() => { Math.random = () => mark; });
  leave(() => { Date.now = () => mark; });
  leave(() => { console.log = () => mark; });
  leave(() => { Array.prototype[Symbol.iterator] = function* () { yield mark; }; });
  leave(() => { Promise.prototype.then = () => mark; });
  /l(e)(f)t/.exec('left');
  event.list.push(mark);
  steps.a.output = mark;
  return 'done';
`;

/** Looks for every trace, and waits for what might still be coming. */
const lookForTraces = `
  const found = [];
  let at = 0;
  for (const sample of ${samples}) {
    at += 1;
    for (const object of [sample, sample?.constructor, sample?.constructor?.prototype]) {
      if (object?.traceLeft !== undefined) found.push('trace at sample ' + at);
      if (String(object?.toJSON).includes('mark')) found.push('toJSON at sample ' + at);
    }
  }
  if (typeof traceLeft !== 'undefined' || 'traceLeft' in globalThis) found.push('a global');
  if ([...'ab', ...[1]].length !== 3) found.push('iterators');
  if (JSON.parse('1') !== 1 || JSON.stringify(1) !== '1') found.push('JSON');
  if (typeof Math.random() !== 'number' || typeof Date.now() !== 'number') found.push('Math or Date');
  if (!new Error('x').stack.includes('patchbay-step')) found.push('the stack of errors');
  if (RegExp.$1 === 'e' || RegExp.lastMatch === 'left') found.push('the last match');
  if (event.list.length !== 0 || steps.a.output !== 'mine') found.push('the scope');
  await sleep(20);
  if (await memory.get('trace') !== undefined) found.push('memory written after the end');
  console.log('only mine');
  return found;
`;

const pairs = [
  ['shared', 'shared'],
  ['own', 'shared'],
  ['shared', 'own'],
  ['own', 'own'],
] as const;

describe('nothing that a run leaves is seen by another', () => {
  test.each(pairs)(
    'built-ins, globals, scope: from a run in its %s realm to one in its %s realm',
    async (leaver, seeker) => {
      expect(resultOf(await child.run(leaver, leaveTraces))).toBe('done');
      const seen = await child.run(seeker, lookForTraces);
      expect(resultOf(seen)).toEqual([]);
      expect(seen.console.map(({ text }) => text)).toEqual(['only mine']);
    },
  );

  test('the search finds what is there', async () => {
    const body = `globalThis.traceLeft = 1; Object.prototype.traceLeft = 1; JSON.parse = () => 2; event.list.push(1); /(e)/.exec('e');\n${lookForTraces}`;
    expect(resultOf(await child.run('own', body))).toEqual(
      expect.arrayContaining(['trace at sample 1', 'a global', 'JSON', 'the scope', 'the last match']),
    );
  });

  test.each(pairs)('what still waits when a run ends never goes on: %s, %s', async (leaver, seeker) => {
    const host = hostWith(async () => ({ body: Buffer.from('late') }));
    const leaving = `
      const late = () => { console.log('late'); return memory.set('trace', 1); };
      setTimeout(late, 1);
      setInterval(late, 1);
      void sleep(1).then(late);
      void fetch('http://example.com/').then(late);
      void memory.get('x').then(late);
      void (async () => { for (;;) { await sleep(1); await late(); } })();
      return 'done';
    `;
    expect(resultOf(await child.run(leaver, leaving, host))).toBe('done');
    const seen = await child.run(seeker, lookForTraces, host);
    expect(resultOf(seen)).toEqual([]);
    expect(seen.console.map(({ text }) => text)).toEqual(['only mine']);
    expect([...host.memory.entries]).toEqual([]);
  });

  test.each(pairs)(
    "a rejection that nobody handled is not the next run's: %s, %s",
    async (leaver, seeker) => {
      const left = await child.run(leaver, "void Promise.reject(new Error('mine alone')); return 1;");
      expect(left).toMatchObject({ ok: true, value: 1 });
      expect(left.console.map(({ text }) => text).join()).toContain('mine alone');
      expect(await child.run(seeker, 'return 2')).toEqual({ ok: true, value: 2, console: [] });
    },
  );

  test('a step has no memory of its own between two runs', async () => {
    const counting =
      'class Counter { static n = 0 } Counter.n += 1; const tag = (s) => s; tag`x`.seen ??= 1; return Counter.n;';
    const first = await child.run('shared', counting.replace('tag`x`.seen ??= 1;', ''));
    const again = await child.run('shared', counting.replace('tag`x`.seen ??= 1;', ''));
    expect([resultOf(first), resultOf(again)]).toEqual([1, 1]);
    expect(await child.run('shared', counting)).toMatchObject({ ok: false, name: 'TypeError' });
  });
});

test('nothing that can be reached in the shared realm can be changed', async () => {
  const walk = `
    const seen = new Map();
    const visit = (value, path) => {
      if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return;
      seen.set(value, path);
      for (const key of Reflect.ownKeys(value)) {
        const property = Reflect.getOwnPropertyDescriptor(value, key);
        for (const part of ['value', 'get', 'set']) visit(property[part], path + '.' + String(key));
      }
      visit(Reflect.getPrototypeOf(value), path + '.[[Prototype]]');
    };
    visit(globalThis, 'globalThis');
    const own = new Set();
    for (const [at, sample] of ${samples}.entries()) {
      own.add(sample);
      if (typeof sample === 'function' && sample.prototype !== undefined) own.add(sample.prototype); // made here
      if (sample !== null && sample !== undefined) visit(Reflect.getPrototypeOf(Object(sample)), 'sample ' + at);
    }
    return { count: seen.size, open: [...seen].filter(([value]) => !Object.isFrozen(value)).map(([, path]) => path) };
  `;
  const outcome = await child.run('shared', walk);
  expect(resultOf(outcome)).toEqual({ count: expect.any(Number), open: [] });
  if (outcome.ok)
    expect(outcome.value).toHaveProperty(
      'count',
      expect.toSatisfy((count: number) => count > 800),
    );
});

test("many runs at once never get each other's scope, secrets, console or answers", async () => {
  const sandbox = openSandbox();
  const host = hostWith(async ({ url }) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    return { body: Buffer.from(new URL(url).pathname) };
  });
  const body = `
    console.log(event.n);
    await sleep(event.n % 7);
    const answer = await (await fetch('http://example.com/' + event.n)).text();
    await memory.set('own', event.n);
    console.log(secrets.key);
    return { n: event.n, answer, secret: secrets.key };
  `;
  const runs = Array.from({ length: 200 }, async (_, n) => {
    const scope = {
      event: { n },
      call: {},
      steps: {},
      secrets: { key: `s${n}` },
      workflow: { id: 'w', name: 'W' },
    };
    const outcome = await runCode(sandbox, body, { scope, timeoutMs: 20_000 }, host);
    expect(resultOf(outcome)).toEqual({ n, answer: `/${n}`, secret: `s${n}` });
    expect(outcome.console.map(({ text }) => text)).toEqual([`${n}`, `s${n}`]);
  });
  await Promise.all(runs);
  await sandbox.close();
}, 30_000);

import { createHash, createHmac } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import type { CodeRequest } from './contract.ts';
import { hostWith, openSandbox, resultOf, runCode } from './fixtures/code-steps.ts';

const sandbox = openSandbox();
afterAll(() => sandbox.close());

const value = async (
  source: string,
  changes: Partial<CodeRequest> = {},
  host = hostWith(),
): Promise<unknown> => resultOf(await runCode(sandbox, source, changes, host));

/** Both kinds of realm must behave alike; a mention of globalThis asks for one of its own. */
const realms = [
  ['shared', ''],
  ['own', ';globalThis;'],
] as const;

describe('the body', () => {
  test('returns, awaits, and sees the whole scope', async () => {
    const scope = {
      event: { type: 'tool-calls', big: 1 },
      call: { id: 'c1' },
      tool: { id: 't1', name: 'look_up', arguments: { id: 7 } },
      steps: { before: { output: [1, 2] } },
      secrets: { key: 's3cret' },
      workflow: { id: 'wf', name: 'Orders' },
    };
    const source = `
      const { type } = event;
      await null;
      return { type, call: call.id, tool, steps, key: secrets.key, workflow, inputs };
    `;
    const inputs = [{ from: 'before', output: 1 }];
    expect(await value(source, { scope, inputs })).toEqual({
      type: 'tool-calls',
      call: 'c1',
      tool: scope.tool,
      steps: scope.steps,
      key: 's3cret',
      workflow: scope.workflow,
      inputs,
    });
  });

  test.each([
    ['nothing', '', null],
    ['a name of the scope declared anew', 'const event = 1; return event', 1],
    ['a tool where there is none', 'return typeof tool', 'undefined'],
    ['a comment at its end', 'return 1 // one', 1],
    ['a date as JSON writes it', 'return new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['what a built-in is asked to override', 'const o = {}; o.toString = () => "a"; return o + ""', 'a'],
    ['the clock and chance', 'return Date.now() > 1e12 && Math.random() < 1', true],
    ['strict mode', 'return (function () { return this })() === undefined', true],
  ])('%s', async (_, source, expected) => {
    expect(await value(source)).toEqual(expected);
  });

  test('TypeScript loses its types and keeps its lines', async () => {
    const typed = `interface Größe { readonly n: number }\nconst a: Größe = { n: 2 };\nreturn (a satisfies Größe).n as number;`;
    expect(await value(typed, { language: 'typescript' })).toBe(2);
    const failing = `type A = { a: string };\nconst a: A | undefined = undefined as A | undefined;\n  return a!.a;`;
    expect(await value(failing, { language: 'typescript' })).toMatchObject({
      kind: 'error',
      line: 3,
      column: 13,
    });
  });

  test.each([
    ['enum Color { Red }\nreturn 1', 1, 1],
    ['const a = 1;\nconst b: = 2;', 2, 10],
  ])('TypeScript that cannot be read says where: %s', async (source, line, column) => {
    expect(await value(source, { language: 'typescript' })).toMatchObject({ kind: 'syntax', line, column });
  });

  test.each([
    ['enum Color { Red }', 'typescript', /^An enum cannot be used.*use an object/],
    ['const enum Color { Red }', 'typescript', /^An enum cannot be used/],
    ['namespace N { export const a = 1 }', 'typescript', /^A namespace cannot be used/],
    ['class A { constructor(private a: number) {} }', 'typescript', /^A field cannot be declared among/],
    ['function d(x: unknown) {}\n@d class A {}', 'typescript', /^A decorator cannot be used/],
    ['import fs from "node:fs";', 'typescript', /^A code step can import and export nothing/],
    ['import fs from "node:fs";', 'javascript', /^A code step can import and export nothing/],
    ['export default 1;', 'javascript', /^A code step can import and export nothing/],
  ] as const)(
    'what a code step cannot have is told with what to do: %s in %s',
    async (source, language, words) => {
      expect(await value(source, { language })).toMatchObject({
        kind: 'syntax',
        message: expect.stringMatching(words),
        line: expect.any(Number),
      });
    },
  );

  test('TypeScript that breaks the type stripper breaks nothing else', async () => {
    const deep = `let x = ${'['.repeat(50_000)}1${']'.repeat(50_000)}`;
    expect(await value(deep, { language: 'typescript' })).toMatchObject({ kind: 'syntax' });
    expect(await value('const a: number = 5; return a', { language: 'typescript' })).toBe(5);
  });
});

describe.each(realms)('errors in the %s realm', (_, mark) => {
  test('a thrown error has its name, its message, the line and the column', async () => {
    const source = `${mark}const a = 1;\n\nfunction look() {\n  throw new RangeError('no such order');\n}\nlook();`;
    expect(await value(source)).toEqual({
      ok: false,
      kind: 'error',
      name: 'RangeError',
      message: 'no such order',
      line: 4,
      column: 9,
      stack: expect.stringMatching(
        /^RangeError: no such order\n {4}at look \(step_\d+:4:9\)\n {4}at step_\d+:6:1$/,
      ),
      console: [],
    });
  });

  test.each([
    ['after an await', 'await null;\n  event.a.b', 2, 11],
    ['in a callback', '[1].map(() => {\n undefined.x });', 2, 12],
    ['of a request', '\n await fetch("http://a/")', 2, 8],
    ['of memory', '\n await memory.set("k", () => {})', 2, 15],
  ])('%s', async (_name, source, line, column) => {
    expect(await value(`${source}${mark}`)).toMatchObject({ kind: 'error', line, column });
  });

  test.each([
    ['throw "text"', { name: 'Error', message: 'text' }],
    ['throw undefined', { name: 'Error', message: 'undefined' }],
    ['throw { code: 7 }', { name: 'Error', message: 'Thrown: { code: 7 }' }],
    ['class Odd extends Error { name = "Odd" } throw new Odd("m")', { name: 'Odd', message: 'm' }],
    ['setTimeout(() => { throw new Error("in a timer") }, 1); await sleep(1000)', { message: 'in a timer' }],
  ])('%s', async (source, expected) => {
    expect(await value(`${mark}${source}`)).toMatchObject({ kind: 'error', ...expected });
  });

  test('a syntax error says where', async () => {
    expect(await value(`const a = 1;\nconst b = = 2;${mark}`)).toMatchObject({
      kind: 'syntax',
      name: 'SyntaxError',
      line: 2,
      column: 11,
    });
  });
});

describe('console', () => {
  test('keeps lines with their level and time', async () => {
    const outcome = await runCode(
      sandbox,
      'console.log("a", 1, { b: [2, "c"], d: null }); console.warn(new Map([["k", 1]])); await sleep(20); console.error("%s is %d", "x", 2); console.log([,1].length, 10n, undefined)',
    );
    expect(outcome.console).toEqual([
      { level: 'log', text: 'a 1 { b: [2, "c"], d: null }', atMs: expect.any(Number) },
      { level: 'warn', text: 'Map(1) {"k" => 1}', atMs: expect.any(Number) },
      { level: 'error', text: 'x is 2', atMs: expect.toSatisfy((ms: number) => ms >= 15) },
      { level: 'log', text: '2 10n undefined', atMs: expect.any(Number) },
    ]);
  });

  test.each([
    ['lines', 'for (let i = 0; i < 5000; i++) console.log(i)', 1001],
    ['size', 'for (let i = 0; i < 100; i++) console.log("x".repeat(10000))', 8],
  ])('is cut visibly at its limit of %s', async (_, source, lines) => {
    const { console } = await runCode(sandbox, source);
    expect(console).toHaveLength(lines);
    expect(console.at(-1)?.text).toContain('the rest of the console was cut');
    expect(console.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(66_000);
  });

  test('is kept when the code is stopped', async () => {
    const outcome = await runCode(sandbox, 'console.log("before"); for (;;);', { timeoutMs: 200 });
    expect(outcome).toMatchObject({ ok: false, kind: 'timeout', console: [{ text: 'before' }] });
  });
});

describe('limits', () => {
  test.each([
    ['a result that is too long', 'return "x".repeat(1024 * 1024)', 'output-limit'],
    [
      'a result that is nested too deeply',
      'let a = []; for (let i = 0; i < 200; i++) a = [a]; return a',
      'output-limit',
    ],
    ['a result that is no JSON', 'return 1n', 'error'],
    ['memory', 'const a = []; for (;;) a.push(new Array(1000).fill(a.length))', 'memory'],
  ])(
    '%s',
    async (_, source, kind) => {
      expect(await value(source, { timeoutMs: 20_000 })).toMatchObject({ ok: false, kind });
    },
    30_000,
  );

  test('source that is too long is refused', async () => {
    const source = (length: number) => `return 1 //${'x'.repeat(length - 11)}`;
    expect(await value(source(200_000))).toBe(1);
    expect(await value(source(200_001))).toMatchObject({ kind: 'syntax' });
  });

  test('a timeout ends the step at its time, waiting or working', async () => {
    for (const source of [
      'for (;;);',
      'await sleep(5000)',
      'for (;;) await null',
      'await new Promise(() => {})',
    ]) {
      const begin = performance.now();
      expect(await value(source, { timeoutMs: 600 })).toMatchObject({
        kind: 'timeout',
        name: 'TimeoutError',
      });
      expect(performance.now() - begin).toBeLessThan(3000);
    }
  }, 20_000);
});

describe.each(realms)('memory in the %s realm', (_, mark) => {
  const source = `
    await memory.set('a', { n: 1 });
    await memory.set('b', 2, { scope: 'workflow', ttlSeconds: 60 });
    const sum = await memory.increment('count', 5) + await memory.workflow.increment('count');
    await memory.set('gone', 1);
    await memory.delete('gone');
    return [await memory.get('a'), await memory.get('b'), await memory.workflow.get('b'), sum, await memory.get('gone') ?? 'none', await memory.list()];${mark}
  `;

  test("is the call's by default, where there is a call", async () => {
    const host = hostWith(undefined, 'call_1');
    expect(await value(source, {}, host)).toEqual([{ n: 1 }, null, 2, 6, 'none', { a: { n: 1 }, count: 5 }]);
    expect([...host.memory.entries.keys()].sort()).toEqual([
      'call call_1 a',
      'call call_1 count',
      'workflow b',
      'workflow count',
    ]);
  });

  test("is the workflow's where there is none", async () => {
    expect(await value(`await memory.set('a', 1); return memory.workflow.get('a')${mark}`)).toBe(1);
    expect(await value(`return memory.call.get('a')${mark}`)).toMatchObject({
      kind: 'error',
      message: expect.stringContaining('belongs to no call'),
    });
  });
});

describe.each(realms)('fetch in the %s realm', (_, mark) => {
  test('sends the request and gives a response', async () => {
    const asked: unknown[] = [];
    const host = hostWith((request) => {
      const { method, url, headers, body } = request;
      asked.push({ method, url, headers, body });
      return {
        status: 201,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from('{"id":"ö"}'),
      };
    });
    const source = `
      const response = await fetch(new URL('/orders?a=1', 'https://example.com'), {
        method: 'post', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ n: 1 }) });
      return [response.ok, response.status, response.headers.get('Content-Type'), await response.json()];${mark}
    `;
    expect(await value(source, {}, host)).toEqual([true, 201, 'application/json', { id: 'ö' }]);
    expect(asked).toEqual([
      {
        method: 'POST',
        url: 'https://example.com/orders?a=1',
        headers: [['content-type', 'application/json']],
        body: '{"n":1}',
      },
    ]);
  });

  test('an answer that is nested deeper than a result may be is an error that can be caught', async () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const host = hostWith(({ url }) => ({ body: Buffer.from(nested(Number(url.split('=')[1]))) }));
    const source = `
      const levels = async (n) => (await fetch('http://a/?n=' + n)).json().then(() => 'read', (error) => error.message);
      return [await levels(100), await levels(101), await levels(100000)];${mark}
    `;
    const said = 'The answer is nested deeper than 100 levels.';
    expect(await value(source, {}, host)).toEqual(['read', said, said]);
  });

  test('bytes go both ways unchanged', async () => {
    const host = hostWith(({ body }) => ({ body: Buffer.from(body ?? '') }));
    const source = `
      const sent = new Uint8Array([0, 255, 128, 10]);
      const response = await fetch('http://a/', { method: 'PUT', body: sent });
      return [...new Uint8Array(await response.arrayBuffer())];${mark}
    `;
    expect(await value(source, {}, host)).toEqual([0, 255, 128, 10]);
  });

  test('a refused address is an error that can be caught, with its code', async () => {
    const source = `try { await fetch('http://169.254.169.254/') } catch (error) { return [error.name, error.code, error.message] }${mark}`;
    expect(await value(source)).toEqual(['TypeError', 'http.address-blocked', 'No address is allowed here.']);
  });

  test('is bounded in number, in bytes sent and in bytes received', async () => {
    const limitsSeen = new Set<number>();
    const host = hostWith(({ maxResponseBytes, url }) => {
      limitsSeen.add(maxResponseBytes);
      return { body: Buffer.alloc(Number(url.split('=')[1]), 97) };
    });
    const inTurn = `let n = 0; try { for (;;) { await fetch('http://a/?size=1000'); n++ } } catch (error) { return [n, error.code] }${mark}`;
    expect(await value(inTurn, { timeoutMs: 20_000 }, host)).toEqual([50, 'code.too-many-requests']);
    expect(limitsSeen).toEqual(new Set([2 * 1024 * 1024]));
    const atOnce = (size: number) => `
      const read = async () => (await (await fetch('http://a/?size=${size}')).text()).length;
      const all = await Promise.allSettled(Array.from({ length: 50 }, read));
      const sizes = all.flatMap(({ value }) => value ?? []);
      const codes = all.flatMap(({ reason }) => reason?.code ?? []);
      return [sizes.reduce((sum, size) => sum + size, 0), ...new Set(codes)];${mark}
    `;
    expect(await value(atOnce(200_000), { timeoutMs: 20_000 }, host)).toEqual([10_000_000]);
    expect(await value(atOnce(2_000_000), { timeoutMs: 20_000 }, host)).toEqual([
      10_000_000,
      'http.too-large',
    ]);
    const large = `await fetch('http://a/', { method: 'POST', body: 'x'.repeat(2_000_000) })${mark}`;
    expect(await value(large, {}, host)).toMatchObject({
      kind: 'error',
      message: expect.stringContaining('body'),
    });
  }, 30_000);

  test('stops when its signal does, and when the run is over', async () => {
    const aborted: string[] = [];
    const host = hostWith(
      ({ signal, url }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(url);
            reject(signal.reason);
          });
        }),
    );
    const source = `
      void fetch('http://left/').catch(() => {});
      try { await fetch('http://slow/', { signal: AbortSignal.timeout(10) }) } catch (error) { return error.name }${mark}
    `;
    expect(await value(source, {}, host)).toBe('TimeoutError');
    expect(aborted).toEqual(['http://slow/', 'http://left/']);
    const controlled = `
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 5);
      try { await fetch('http://slow/', { signal: controller.signal }) } catch (error) { return [error.name, controller.signal.aborted] }${mark}
    `;
    expect(await value(controlled, {}, host)).toEqual(['AbortError', true]);
  });
});

describe.each(realms)('the web platform in the %s realm', (_, mark) => {
  test.each([
    [
      'timers in order',
      'const seen = []; setTimeout((x) => seen.push(x), 20, "b"); setTimeout(() => seen.push("a"), 1); const gone = setTimeout(() => seen.push("x"), 5); clearTimeout(gone); await sleep(60); return seen',
      ['a', 'b'],
    ],
    [
      'intervals until cleared',
      'let n = 0; await new Promise((resolve) => { const id = setInterval(() => { if (++n === 3) { clearInterval(id); resolve() } }, 2) }); await sleep(20); return n',
      3,
    ],
    [
      'base64',
      'return [btoa("a\\xff"), atob("YQ=="), (() => { try { atob("?") } catch (e) { return e instanceof Error } })()]',
      ['Yf8=', 'a', true],
    ],
    [
      'UTF-8',
      'const bytes = new TextEncoder().encode("é😀!"); return [bytes.length, new TextDecoder().decode(bytes), new TextDecoder("latin1").decode(new Uint8Array([33, 233]))]',
      [7, 'é😀!', '!é'],
    ],
    [
      'URL',
      'const u = new URL("../b?x=1#h", "https://u:p@a.example:8443/c/d"); u.searchParams.append("y", "a b&ü"); u.hash = ""; return [u.href, u.host, u.searchParams.get("y"), URL.canParse("no"), u + "", u.origin]',
      [
        'https://u:p@a.example:8443/b?x=1&y=a+b%26%C3%BC',
        'a.example:8443',
        'a b&ü',
        false,
        'https://u:p@a.example:8443/b?x=1&y=a+b%26%C3%BC',
        'https://a.example:8443',
      ],
    ],
    [
      'URLSearchParams',
      'const p = new URLSearchParams("a=1&b=%ZZ&a=2+3&c"); p.set("a", "4"); p.set("n", "!"); p.sort(); return [[...p], p.toString(), p.has("b"), new URLSearchParams({ x: 1 }).toString(), p.size]',
      [
        [
          ['a', '4'],
          ['b', '%ZZ'],
          ['c', ''],
          ['n', '!'],
        ],
        'a=4&b=%25ZZ&c=&n=%21',
        true,
        'x=1',
        4,
      ],
    ],
    [
      'structuredClone',
      'const a = { d: new Date(0), m: new Map([[1, new Set([2])]]), b: new Uint8Array([1]), n: null }; a.self = a; const c = structuredClone(a); return [c !== a, c.self === c, c.d.getTime(), c.m.get(1).has(2), c.b[0], c.b !== a.b, (() => { try { structuredClone(() => {}) } catch (e) { return e.name } })()]',
      [true, true, 0, true, 1, true, 'TypeError'],
    ],
    [
      'random values',
      'const a = crypto.getRandomValues(new Uint32Array(4)); const b = crypto.getRandomValues(new Uint32Array(4)); return [a.some((n, i) => n !== b[i]), /^[0-9a-f-]{36}$/.test(crypto.randomUUID())]',
      [true, true],
    ],
    [
      'Intl',
      'return new Intl.NumberFormat("de-DE", { style: "currency", currency: "EUR" }).format(1234.5).replace(/\\s/g, " ")',
      '1.234,50 €',
    ],
    [
      'AbortController',
      'const c = new AbortController(); let seen = 0; c.signal.addEventListener("abort", () => { seen++ }); c.abort("why"); c.abort(); return [seen, c.signal.aborted, c.signal.reason, AbortSignal.any([c.signal]).aborted]',
      [1, true, 'why', true],
    ],
  ])('%s', async (_name, source, expected) => {
    expect(await value(`${source}${mark}`)).toEqual(expected);
  });

  test('digests and HMACs are those of Node', async () => {
    const source = `
      const data = new TextEncoder().encode('ö body');
      const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      const key = await crypto.subtle.importKey('raw', new TextEncoder().encode('key'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
      const signature = await crypto.subtle.sign('HMAC', key, data);
      const wrong = new Uint8Array(signature.slice(0)); wrong[0] ^= 1;
      return [hex(await crypto.subtle.digest('SHA-512', data)), hex(signature),
        await crypto.subtle.verify('HMAC', key, signature, data), await crypto.subtle.verify('HMAC', key, wrong, data)];${mark}
    `;
    expect(await value(source)).toEqual([
      createHash('sha512').update('ö body').digest('hex'),
      createHmac('sha256', 'key').update('ö body').digest('hex'),
      true,
      false,
    ]);
  });
});

test('only what the code mentions crosses into the sandbox', async () => {
  const scope = {
    event: { type: 'a', other: 'b' },
    call: {},
    steps: {},
    secrets: { mine: '1', other: '2' },
    workflow: { id: 'w', name: 'W' },
  };
  // By a computed key on a name of its own, the analysis cannot see what is read: so all of it is there.
  expect(await value('return [event.type, JSON.stringify(event)]', { scope })).toEqual([
    'a',
    JSON.stringify(scope.event),
  ]);
  const hidden = 'const { mine } = secrets; return [mine, (() => arguments.length)(), typeof other]';
  expect(await value(hidden, { scope })).toEqual(['1', 0, 'undefined']);
});

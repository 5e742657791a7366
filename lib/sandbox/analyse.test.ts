import { describe, expect, test } from 'vitest';
import { analyse } from './analyse.ts';

const needsOf = (source: string): unknown => {
  const found = analyse(source);
  return found.ok ? found.needs : found;
};

describe('which parts of the scope a body sees', () => {
  test.each([
    ['return 1', {}],
    ['return event', { event: true }],
    ['return event.type', { event: ['type'] }],
    ["return event['type'] + event?.call?.id", { event: ['type', 'call'] }],
    ['return event.type + Object.keys(event).length', { event: true }],
    ['const { type, call: c } = event; return type', { event: ['type', 'call'] }],
    ['const { type, ...rest } = event; return rest', { event: true }],
    ['const key = "a"; return event[key]', { event: true }],
    ['return event.hasOwnProperty("a")', { event: true }],
    ['return steps.look_up.output.event', { steps: ['look_up'] }],
    ['return { secrets: 1, event: 2 }', {}],
    ['return { secrets }', { secrets: true }],
    ['return `$' + '{secrets.api_key} $' + '{tool.arguments.id}`', { secrets: ['api_key'], tool: true }],
    ['return (() => inputs)()', { inputs: true }],
  ])('%s', (source, needs) => {
    expect(needsOf(source)).toEqual(needs);
  });

  test('direct eval can name everything', () => {
    expect(Object.keys(Object(needsOf('return eval("secrets")')))).toContain('secrets');
  });
});

describe('which realm a body gets', () => {
  const ownRealm = (source: string): unknown => {
    const found = analyse(source);
    return found.ok ? found.ownRealm : found;
  };

  test.each([
    'return event.items.map(Number).filter(Boolean)',
    'const totals = new Map(); totals.set("a", Math.max(1, 2)); return Object.fromEntries(totals)',
    'class OrderError extends Error { constructor(m) { super(m); this.name = "OrderError" } } throw new OrderError("a")',
    'try { JSON.parse(event.body) } catch (error) { return error instanceof SyntaxError ? error.constructor.name : "" }',
    'const result = {}; result.toString = () => "a"; delete result.toString; return Object.freeze(result)',
    'const { stringify } = JSON; return stringify(await (await fetch("http://a")).json())',
    'return typeof structuredClone === "function" && [1].map(String)',
  ])('the shared one: %s', (source) => {
    expect(ownRealm(source)).toBe(false);
  });

  test.each([
    'Array.prototype.last = function () { return this.at(-1) }; return [1].last()',
    'return eval("1 + 1")',
    'return Function("return 1")()',
    'globalThis.cache = 1',
    'JSON.stringify = () => ""',
    'delete Math.max',
    'Math.count++',
    'return (() => {}).constructor("return 1")()',
    'return ({}).__proto__',
    'const all = [Object, Array]; all[0].a = 1',
    'return RegExp.$1',
    'return Error.captureStackTrace({})',
    'return await import("fs")',
  ])('one of its own: %s', (source) => {
    expect(ownRealm(source)).toBe(true);
  });
});

describe('what is not the body of one function', () => {
  test.each([
    ['}); process.exit(1); (async () => {', 1, 1],
    ['return 1 /*', 1, 10],
    ['const a = 1\nreturn a +', 2, 11],
    ['const a = 1;\n  const a = 2;', 2, 9],
    ['with (event) { return a }', 1, 1],
    ['return import.meta.url', 1, 8],
    ['import fs from "fs"', 1, 1],
    ['`${', 1, 4],
    ['return "\\08"', 1, 9],
  ])('%s', (source, line, column) => {
    expect(analyse(source)).toEqual({ ok: false, message: expect.any(String), line, column });
  });

  test('nesting without end is refused, not followed', () => {
    expect(analyse(`return ${'['.repeat(100_000)}`)).toEqual({
      ok: false,
      message: 'The code is nested too deeply.',
    });
  });
});

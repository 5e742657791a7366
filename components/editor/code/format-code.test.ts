import { expect, test } from 'vitest';
import { formatCode } from './format-code.ts';

test('formats code with `await` and `return` at its top level, and keeps the cursor at its place', async () => {
  const source = 'const   a = await memory.get("x")\nif(a){return {a:a}}';
  const formatted = await formatCode({ language: 'javascript', source }, source.indexOf('return'));
  expect(formatted).toEqual({
    ok: true,
    text: "const a = await memory.get('x');\nif (a) {\n  return { a: a };\n}\n",
    cursor: 41, // in front of `return`
  });
});

test('formats TypeScript', async () => {
  const formatted = await formatCode(
    { language: 'typescript', source: 'const a:number=1;return a as any' },
    0,
  );
  expect(formatted).toMatchObject({ ok: true, text: 'const a: number = 1;\nreturn a as any;\n' });
});

test('says where code cannot be read', async () => {
  const source = 'const a = 1;\nreturn { a: };';
  const formatted = await formatCode({ language: 'javascript', source }, 0);
  expect(formatted).toMatchObject({ ok: false, message: expect.stringMatching(/^Unexpected token$/) });
  expect(formatted.ok ? '' : source.slice(formatted.at, formatted.at + 1)).toBe('}');
});

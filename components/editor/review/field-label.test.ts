import { expect, test } from 'vitest';
import { definitions } from '#lib/nodes/definitions.ts';
import { nameField, valueText } from './field-label.ts';

const labelOf = (type: string, ...path: (string | number)[]): string =>
  nameField({ path }, definitions[type]).label;

test('fields are called as in the form', () => {
  expect(labelOf('http_request', 'config', 'url')).toBe('URL');
  expect(labelOf('http_request', 'config', 'headers', 1, 'name')).toBe('Headers, row 2, Name');
  expect(labelOf('code', 'config', 'source')).toBe('Code');
  expect(labelOf('code', 'timeoutMs')).toBe('Time limit (ms)');
  expect(labelOf('of another version', 'config', 'rows', 0, 'x')).toBe('rows, row 1, x');
  expect(nameField({ path: ['config', 'source'] }, definitions.code).isCode).toBe(true);
});

test('values are read as in the form', () => {
  expect(valueText(true, { options: [] })).toBe('on');
  expect(valueText(undefined, { options: [] })).toBe('');
  expect(valueText('a', { options: [{ value: 'a', label: 'First' }] })).toBe('First');
  expect(valueText({ a: 1 }, { options: [] })).toBe('{\n  "a": 1\n}');
});

import { toBoolean, toNumber } from '#lib/template/filters.ts';
import { toText } from '#lib/template/text.ts';
import { defineRun } from '../define-run.ts';
import { kindOf } from '../kind-of.ts';
import type { StepContext } from '../step.ts';
import { StepError } from '../step-error.ts';
import { setFields } from './definition.ts';

type FieldType = 'auto' | 'text' | 'number' | 'boolean' | 'json';

export const runSetFields = defineRun(setFields, ({ fields, keepIncoming }, { inputs }) => {
  const output = keepIncoming ? incomingFields(inputs) : {};
  for (const { name, value, type } of fields) {
    const path = toText(name);
    setPath(output, path.split('.'), converted(value, type, path));
  }
  return { output };
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of the objects that came in, later ones over earlier ones. */
const incomingFields = (inputs: StepContext['inputs']): Record<string, unknown> => {
  const merged: Record<string, unknown> = {};
  for (const { output } of inputs) {
    if (isRecord(output)) for (const [key, value] of Object.entries(output)) define(merged, key, value);
  }
  return merged;
};

/** Unlike an assignment, makes a plain property of `__proto__` too. */
const define = (target: Record<string, unknown>, key: string, value: unknown): void => {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
};

/** Objects on the way are copied before they change: they may belong to another step's output. */
const setPath = (target: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void => {
  if (rest.length === 0) {
    define(target, key, value);
    return;
  }
  const existing = Object.hasOwn(target, key) ? target[key] : undefined;
  const child: Record<string, unknown> = isRecord(existing) ? { ...existing } : {};
  define(target, key, child);
  setPath(child, rest, value);
};

const converted = (value: unknown, type: FieldType, name: string): unknown => {
  switch (type) {
    case 'auto':
      return value;
    case 'text':
      return toText(value);
    case 'number':
      return toNumber(value) ?? fail(name, 'a number', value);
    case 'boolean':
      return toBoolean(value);
    case 'json':
      return typeof value === 'string' ? parsed(value, name) : value;
    default:
      return type satisfies never;
  }
};

const parsed = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return fail(name, 'JSON', text);
  }
};

const fail = (name: string, wanted: string, value: unknown): never => {
  throw new StepError(
    'set-fields.type',
    `The field "${name}" must be ${wanted}, but its value is ${kindOf(value)}.`,
  );
};

import { z } from 'zod';
import { toText } from '#lib/template/text.ts';
import { kindOf } from './kind-of.ts';
import { StepError } from './step-error.ts';

type Json = Record<string, unknown>;

/** The time limit of a node that calls Vapi, in milliseconds. */
export const vapiTimeout = z
  .number({ error: 'Enter a time in milliseconds.' })
  .int()
  .min(100)
  .max(300_000)
  .default(10_000)
  .meta({ label: 'Time limit', control: 'duration', unit: 'ms', advanced: true });

/** A rendered text without blanks around it; undefined where nothing is left. */
export const optionalText = (value: unknown): string | undefined => toText(value).trim() || undefined;

/** A rendered text that Vapi cannot do without. `what` names it: `the assistant id`. */
export const neededText = (value: unknown, what: string): string => {
  const text = optionalText(value);
  if (text !== undefined) return text;
  throw new StepError('vapi.missing', `${what} is empty after its values were filled in.`);
};

/** A rendered JSON field; undefined where it is empty. Throws where it is no object. */
export const optionalObject = (value: unknown, what: string): Json | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (isRecord(value)) return value;
  throw new StepError('vapi.not-an-object', `${what} must be a JSON object, but is ${kindOf(value)}.`);
};

/** A rendered JSON field that must be an object. */
export const neededObject = (value: unknown, what: string): Json => {
  const object = optionalObject(value, what);
  if (object !== undefined) return object;
  throw new StepError('vapi.missing', `${what} is empty after its values were filled in.`);
};

/** Without the fields that are not given; undefined where none is. */
export const given = (fields: Json): Json | undefined => {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

/** The overrides with variables put over their `variableValues`; undefined where there are neither. */
export const withVariables = (overrides: Json | undefined, variables: Json): Json | undefined => {
  if (Object.keys(variables).length === 0) return overrides;
  const own = isRecord(overrides?.variableValues) ? overrides.variableValues : {};
  return { ...overrides, variableValues: { ...own, ...variables } };
};

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import { toText } from '#lib/template/text.ts';
import { kindOf } from './kind-of.ts';
import { StepError } from './step-error.ts';

export type Json = Record<string, unknown>;

/** Whether a value is an object with names, as JSON has them. */
export const isJsonObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields that have a value. */
export const present = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A text, or nothing where it is empty. */
export const optionalText = (value: unknown): string | undefined => toText(value).trim() || undefined;

/** A text that must be there. `what` names it: `assistant id`. */
export const neededText = (value: unknown, what: string): string => {
  const text = toText(value).trim();
  if (text !== '') return text;
  throw new StepError(
    'reply.missing',
    `The ${what} is empty after its values were filled in, so Vapi has nothing to go by.`,
  );
};

/** A value that must be a JSON object. `what` names it: `assistant`. */
export const neededObject = (value: unknown, what: string): Json => {
  if (isJsonObject(value)) return value;
  throw new StepError(
    'reply.not-an-object',
    `The ${what} must be a JSON object, but it is ${kindOf(value)}.`,
  );
};

/** A JSON object, or nothing where the field is empty. */
export const optionalObject = (value: unknown, what: string): Json | undefined =>
  value === undefined || value === null ? undefined : neededObject(value, what);

/** Text that reads as a number becomes one; all else stays, for the check of the answer to name. */
export const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;

const YES: readonly unknown[] = [true, 'true', 'yes', '1', 1];
const NO: readonly unknown[] = [false, 'false', 'no', '0', 0];

/** The usual words for yes and no become true and false; all else stays, for the check of the answer to name. */
export const asBoolean = (value: unknown): unknown => {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : value;
};

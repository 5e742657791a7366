import { toText } from '#lib/template/text.ts';
import type { Operator } from './conditions-schema.ts';

/** A row of If or Switch after its templates were rendered. */
export interface Condition {
  readonly field: unknown;
  readonly operator: Operator;
  readonly value: unknown;
}

/** Whether a condition holds. The rules of comparison are in docs/nodes.md, If. Never throws. */
export const holds = ({ field, operator, value }: Condition): boolean => {
  switch (operator) {
    case 'equals':
      return areEqual(field, value);
    case 'not-equals':
      return !areEqual(field, value);
    case 'contains':
      return contains(field, value);
    case 'not-contains':
      return !contains(field, value);
    case 'starts-with':
      return toText(field).startsWith(toText(value));
    case 'ends-with':
      return toText(field).endsWith(toText(value));
    case 'greater':
      return bothNumbers(field, value, (a, b) => a > b);
    case 'greater-or-equal':
      return bothNumbers(field, value, (a, b) => a >= b);
    case 'less':
      return bothNumbers(field, value, (a, b) => a < b);
    case 'less-or-equal':
      return bothNumbers(field, value, (a, b) => a <= b);
    case 'is-empty':
      return isEmpty(field);
    case 'is-not-empty':
      return !isEmpty(field);
    case 'is-true':
      return asBoolean(field) === true;
    case 'is-false':
      return asBoolean(field) === false;
    case 'exists':
      return !isMissing(field);
    case 'not-exists':
      return isMissing(field);
    case 'before':
      return bothDates(field, value, (a, b) => a < b);
    case 'after':
      return bothDates(field, value, (a, b) => a > b);
    case 'in-list':
      return isInList(field, value);
    case 'not-in-list':
      return !isInList(field, value);
    default:
      return operator satisfies never;
  }
};

const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing, blanks, `[]` and `{}` are empty; 0 and false are not. */
export const isEmpty = (value: unknown): boolean => {
  if (isMissing(value)) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
};

/** Decimal notation only: "0x10" and "Infinity" are words. */
const NUMERIC = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const asNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return NUMERIC.test(text) ? Number(text) : undefined;
};

const asBoolean = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
};

const DATE = /^\d{4}-\d{2}(-\d{2})?([T ]\d{2}:\d{2}|$)/;

const asTime = (value: unknown): number | undefined => {
  const number = asNumber(value);
  if (number !== undefined) return number;
  if (typeof value !== 'string' || !DATE.test(value.trim())) return undefined;
  const time = Date.parse(value.trim());
  return Number.isNaN(time) ? undefined : time;
};

const both =
  (read: (value: unknown) => number | undefined) =>
  (field: unknown, value: unknown, compare: (a: number, b: number) => boolean): boolean => {
    const [a, b] = [read(field), read(value)];
    return a !== undefined && b !== undefined && compare(a, b);
  };

const bothNumbers = both(asNumber);
const bothDates = both(asTime);

/**
 * Two texts are compared exactly. A number or boolean against a text compares what the text says. Nothing equals
 * nothing and the empty text, since an empty form field is an empty text.
 */
const areEqual = (a: unknown, b: unknown): boolean => {
  if (isMissing(a) || isMissing(b)) return (isMissing(a) || a === '') && (isMissing(b) || b === '');
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (typeof a === 'number' || typeof b === 'number') {
    const [left, right] = [asNumber(a), asNumber(b)];
    return left !== undefined && left === right;
  }
  if (typeof a === 'boolean' || typeof b === 'boolean') {
    const [left, right] = [asBoolean(a), asBoolean(b)];
    return left !== undefined && left === right;
  }
  if (typeof a === 'string' || typeof b === 'string') return sameContent(fromJson(a), fromJson(b));
  return sameContent(a, b);
};

/** A list or object may be written as JSON text in a form field. */
const fromJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // then it is a text like any other
  }
};

/** Deep equality of JSON values; the order of an object's keys does not matter. */
const sameContent = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameContent(item, b[index]));
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && sameContent(a[key], b[key]))
    );
  }
  return a === b;
};

const contains = (field: unknown, value: unknown): boolean => {
  if (Array.isArray(field)) return field.some((item) => areEqual(item, value));
  if (isRecord(field)) return Object.hasOwn(field, toText(value));
  return !isMissing(field) && toText(field).includes(toText(value));
};

const asList = (value: unknown): readonly unknown[] => {
  const parsed = fromJson(value);
  if (Array.isArray(parsed)) return parsed;
  if (typeof value === 'string') return value.split(',').map((word) => word.trim());
  return isMissing(value) ? [] : [value];
};

const isInList = (field: unknown, value: unknown): boolean =>
  !isMissing(field) && asList(value).some((item) => areEqual(field, item));

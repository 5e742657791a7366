import type { FilterImplOptions, Liquid } from 'liquidjs';
import { JsonText } from './inserted.ts';
import { toText } from './text.ts';

const FINAL_IN_OUTPUT = /^\s*-?\}\}/;

const json: FilterImplOptions = function (value: unknown, space: unknown) {
  const indent = typeof space === 'number' ? Math.min(Math.max(space, 0), 10) : 0;
  const text = JSON.stringify(value ?? null, null, indent);
  this.context.memoryLimit.use(text.length);
  const isFinal = FINAL_IN_OUTPUT.test(this.token.input.slice(this.token.end, this.token.end + 100));
  return isFinal ? new JsonText(text) : text;
};

const parseJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    throw new Error(
      `parse_json: the value is not JSON (${error instanceof Error ? error.message : 'invalid'})`,
    );
  }
};

/** Only the digits of a text, as text. */
export const digits = (value: unknown): string => toText(value).replace(/\D+/g, '');

const spell = (text: string): string => [...text].join(' ');

/** Groups of digits as people say them: North American 3-3-4, else threes with up to four at the end. */
const phoneGroups = (number: string): string[] => {
  if (number.length === 11 && number.startsWith('1')) return ['1', ...phoneGroups(number.slice(1))];
  if (number.length === 10) return [number.slice(0, 3), number.slice(3, 6), number.slice(6)];
  const groups: string[] = [];
  let rest = number;
  while (rest.length > 4) {
    groups.push(rest.slice(0, 3));
    rest = rest.slice(3);
  }
  if (rest !== '') groups.push(rest);
  return groups;
};

/** `+14155552671` → `1, 4 1 5, 5 5 5, 2 6 7 1`: a voice reads it digit by digit with pauses. */
export const phoneSpoken = (value: unknown): string => phoneGroups(digits(value)).map(spell).join(', ');

/** `AB12` → `A B 1 2`: for codes and references that are read out. */
export const spelled = (value: unknown): string =>
  spell(toText(value).replace(/\s+/g, '')).replace(/ - /g, ', ');

/** `["a","b","c"]` → `a, b and c`; the last word may be given: `| spoken_list: "or"`. */
export const spokenList = (value: unknown, last: unknown = 'and'): string => {
  const items = (Array.isArray(value) ? value : [value]).map(toText).filter((item) => item !== '');
  const tail = items.at(-1);
  if (tail === undefined) return '';
  if (items.length === 1) return tail;
  return `${items.slice(0, -1).join(', ')} ${toText(last)} ${tail}`;
};

/** A number from a number or a numeric text, else null: for fields that want a number. */
export const toNumber = (value: unknown): number | null => {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
};

/**
 * A value for any part of a URL. Liquid's own filter makes a space a `+`, which means a space only behind the `?`; in a
 * path it stays a plus. `%20` is a space everywhere (RFC 3986, 2.1).
 */
const urlEncoded = (value: unknown): string => encodeURIComponent(toText(value).toWellFormed());

const TRUE_WORDS = new Set(['true', 'yes', 'y', '1', 'on']);

/** true for true, any number but 0, and the words true, yes, y, 1, on; false for everything else. */
export const toBoolean = (value: unknown): boolean => {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  return TRUE_WORDS.has(toText(value).trim().toLowerCase());
};

/** Adds Patchbay's filters to those of LiquidJS. They are described in docs/templates.md. */
export const registerFilters = (engine: Liquid): void => {
  engine.registerFilter('json', json);
  engine.registerFilter('parse_json', parseJson);
  engine.registerFilter('digits', digits);
  engine.registerFilter('phone_spoken', phoneSpoken);
  engine.registerFilter('spell', spelled);
  engine.registerFilter('spoken_list', spokenList);
  engine.registerFilter('url_encode', urlEncoded);
  engine.registerFilter('to_number', toNumber);
  engine.registerFilter('to_boolean', toBoolean);
};

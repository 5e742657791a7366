import { cut } from './cut.ts';

const QUOTED_CHARACTERS = 40;

/** What a value is, for messages: `nothing`, `a text`, `a list` … */
export const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return value.trim() === '' ? 'an empty text' : `the text "${cut(value, QUOTED_CHARACTERS)}"`;
    case 'number':
      return `the number ${value}`;
    case 'boolean':
      return String(value);
    default:
      return 'an object';
  }
};

const MAX_DEPTH = 200; // documents are capped at 100 levels where they enter; deeper ones break JSON in storage

/** Why a value cannot be kept as JSON. */
export type NotJson = 'too-large' | 'too-deep' | 'not-json';

/**
 * About how many characters a value has as JSON text, without making that text; or why it is no usable JSON.
 * Stops counting behind `limit`, so it is cheap for what is far too large, and ends for what contains itself.
 */
export const jsonSize = (value: unknown, limit: number): number | NotJson => {
  const left = spend(value, limit, 0);
  return typeof left === 'number' ? limit - left : left;
};

/** What is left of `budget` after the value. */
const spend = (value: unknown, budget: number, depth: number): number | NotJson => {
  switch (typeof value) {
    case 'string':
      return within(budget - value.length - 2);
    case 'number':
    case 'boolean':
    case 'undefined': // JSON leaves it out, or writes null
      return within(budget - 5);
    case 'object':
      return value === null ? within(budget - 4) : spendOnObject(value, budget, depth);
    default:
      return 'not-json';
  }
};

const within = (left: number): number | NotJson => (left < 0 ? 'too-large' : left);

const spendOnObject = (value: object, budget: number, depth: number): number | NotJson => {
  if (depth >= MAX_DEPTH) return 'too-deep';
  let left = budget - 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      const after = spend(item, left - 1, depth + 1);
      if (typeof after !== 'number') return after;
      left = after;
    }
    return within(left);
  }
  for (const key of Object.keys(value)) {
    const after = spend(Reflect.get(value, key), left - key.length - 4, depth + 1);
    if (typeof after !== 'number') return after;
    left = after;
  }
  return within(left);
};

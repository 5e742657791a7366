import { isEmpty } from '../conditions.ts';
import { defineRun } from '../define-run.ts';
import { kindOf } from '../kind-of.ts';
import { StepError } from '../step-error.ts';
import { forEach } from './definition.ts';

export const runForEach = defineRun(forEach, ({ items: given, concurrency, allowMissing }) => {
  const items = allowMissing && isEmpty(given) ? [] : asList(given);
  return { output: items, loop: { items, concurrency } };
});

const asList = (given: unknown): readonly unknown[] => {
  if (Array.isArray(given)) return given;
  const parsed = typeof given === 'string' ? parseList(given) : undefined;
  if (parsed !== undefined) return parsed;
  throw new StepError(
    'for-each.not-a-list',
    `Items must be a list, but the template gave ${kindOf(given)}. Write exactly one {{ expression }} that leads to the list, or turn on "No list is an empty list".`,
  );
};

/** A list that reached us as JSON text, as models and other systems like to send it. */
const parseList = (text: string): readonly unknown[] | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // not JSON: the caller says what was given instead
  }
};

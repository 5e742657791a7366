import { z } from 'zod';

/** A text that must be there; `message` says what to enter. */
export const requiredText = (message: string) => z.string({ error: message }).regex(/\S/, message);

/** A number, or template text that gives one. */
export const numberOrTemplate = (message: string) =>
  z.union([z.number(), requiredText(message)], { error: message });

const rowValue = z.union([z.string(), z.number(), z.boolean(), z.null()]).default('');

/**
 * Rows of name and value, both templates. That a row has a name is checked by `defineNode`, only where the form
 * shows the rows: what a hidden field holds must not keep a flow from being published.
 */
export const nameValueRows = () =>
  z.array(z.object({ name: z.string().default(''), value: rowValue })).default([]);

/** A value that may be a template, or a plain number, boolean or null in a document made by hand. */
export const templateValue = rowValue;

/** A config's value as text for a card: '' unless it is a text or a number. */
export const cardText = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

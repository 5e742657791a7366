import type { Reference } from '#lib/template/references.ts';
import { compileTemplate } from '#lib/template/template.ts';
import { isTemplateError, type TemplateError } from '#lib/template/template-error.ts';

/** What the checks need of a template: its references, or why it cannot be read. */
export type ReadTemplate = { readonly references: readonly Reference[] } | { readonly error: TemplateError };

const MAX_KEPT = 2000; // texts; the editor checks the whole graph at every key, and all texts but one are the same
const kept = new Map<string, ReadTemplate>();

/** Reads a template; remembers what it read last, since reading costs more than all other checks together. */
export const readTemplate = (text: string): ReadTemplate => {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const read = readAnew(text);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(text, read);
  return read;
};

const readAnew = (text: string): ReadTemplate => {
  try {
    return { references: compileTemplate(text).references };
  } catch (error) {
    if (isTemplateError(error)) return { error };
    throw error;
  }
};

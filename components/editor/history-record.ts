import { z } from 'zod';
import { type GraphDocument, graphDocument } from '#lib/graph/schema.ts';
import { applyPatch, type Patch, patchBetween, patchSchema } from './document/patch.ts';
import type { History } from './history.ts';

/**
 * A history as it is stored: the document as it was then, and the way from it to each step, as patches in JSON text.
 * The steps nearest to the document come first, so that what is too much is cut off at the far end.
 */
export interface HistoryRecord {
  readonly document: string;
  readonly past: readonly string[];
  readonly future: readonly string[];
}

const MAX_STEPS = 200;
const MAX_CHARACTERS = 2_000_000; // of the past and of the future each

const storedRecord = z.object({
  document: z.string(),
  past: z.array(z.string()),
  future: z.array(z.string()),
});

/** Texts of patches by the documents that they lead between; edits add a step at a time. */
export type PatchTexts = WeakMap<GraphDocument, WeakMap<GraphDocument, string>>;

/** What to store of a history. `texts` keeps what was written before, so that only new steps are. */
export const toRecord = (document: GraphDocument, history: History, texts: PatchTexts): HistoryRecord => ({
  document: JSON.stringify(document),
  past: wayTo(
    document,
    history.past.map((step) => step.document),
    texts,
  ),
  future: wayTo(
    document,
    history.future.map((step) => step.document),
    texts,
  ),
});

const wayTo = (start: GraphDocument, steps: readonly GraphDocument[], texts: PatchTexts): string[] => {
  const way: string[] = [];
  let characters = 0;
  let from = start;
  for (const to of steps.slice(-MAX_STEPS).reverse()) {
    const text = patchText(from, to, texts);
    characters += text.length;
    if (characters > MAX_CHARACTERS) break;
    way.push(text);
    from = to;
  }
  return way;
};

const patchText = (from: GraphDocument, to: GraphDocument, texts: PatchTexts): string => {
  const known = texts.get(from)?.get(to);
  if (known !== undefined) return known;
  const text = JSON.stringify(patchBetween(from, to));
  const ofFrom = texts.get(from) ?? new WeakMap<GraphDocument, string>();
  ofFrom.set(to, text);
  texts.set(from, ofFrom);
  return text;
};

/** A stored history as it was; `undefined` where it cannot be read. */
export const readRecord = (
  stored: unknown,
): { readonly document: GraphDocument; readonly history: History } | undefined => {
  const record = storedRecord.safeParse(stored);
  const document = record.success ? documentIn(record.data.document) : undefined;
  if (!record.success || document === undefined) return undefined;
  const past = steps(document, record.data.past);
  const future = steps(document, record.data.future);
  return past === undefined || future === undefined ? undefined : { document, history: { past, future } };
};

const steps = (start: GraphDocument, way: readonly string[]): History['past'] | undefined => {
  const found: { document: GraphDocument; at: number }[] = [];
  let from = start;
  for (const text of way) {
    const patch = patchIn(text);
    const to = patch && applyPatch(from, patch);
    if (to === undefined) return undefined;
    found.push({ document: to, at: 0 });
    from = to;
  }
  return found.reverse();
};

const documentIn = (text: string): GraphDocument | undefined => {
  const json = parsed(text);
  // As it is written, not as zod would write it: what is undone and redone must be the same byte for byte.
  const isDocument = (value: unknown): value is GraphDocument => graphDocument.safeParse(value).success;
  return isDocument(json) && Array.isArray(json.notes) ? json : undefined;
};

const patchIn = (text: string): Patch | undefined => {
  const patch = patchSchema.safeParse(parsed(text));
  return patch.success ? patch.data : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut off, or written by something else
  }
};

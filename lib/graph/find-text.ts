import type { DocumentText } from './document-texts.ts';
import type { CompiledQuery, TextMatch } from './text-query.ts';

/** One place where a query fits. */
export interface TextHit {
  readonly text: DocumentText;
  readonly match: TextMatch;
}

export interface FoundText {
  readonly hits: readonly TextHit[];
  /** There may be more: `many` are enough to look at, `slow` patterns must not stop the page. */
  readonly cut: 'many' | 'slow' | undefined;
}

interface Limits {
  readonly maxHits?: number;
  readonly maxMs?: number;
  /** Milliseconds, of any clock that only goes on. */
  readonly now?: () => number;
}

/** Where a query fits, in the order of the texts. A node's id is only looked at where its name has no hit. */
export const findText = (
  texts: readonly DocumentText[],
  query: Extract<CompiledQuery, { ok: true }>,
  { maxHits = 2_000, maxMs = 1_000, now = () => performance.now() }: Limits = {},
): FoundText => {
  const hits: TextHit[] = [];
  const endsAt = now() + maxMs;
  const isSlow = () => now() > endsAt;
  let nodeInName: string | undefined;
  for (const text of texts) {
    if (isId(text) && nodeOf(text) === nodeInName) continue; // the id says the same in other letters
    const matches = query.matchesIn(text.text, isSlow);
    if (matches.length > 0 && isName(text)) nodeInName = nodeOf(text);
    hits.push(...matches.slice(0, maxHits - hits.length).map((match) => ({ text, match })));
    if (isSlow()) return { hits, cut: 'slow' };
    if (hits.length === maxHits) return { hits, cut: 'many' };
  }
  return { hits, cut: undefined };
};

const isName = ({ place }: DocumentText): boolean => place.of === 'node' && place.field === 'name';

const isId = ({ place }: DocumentText): boolean => place.of === 'node' && place.field === 'id';

const nodeOf = ({ place }: DocumentText): string | undefined =>
  place.of === 'node' ? place.nodeId : undefined;

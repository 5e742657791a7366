import type { NodeCategory, NodeSpec } from '#lib/graph/node-spec.ts';

export interface SpecGroup {
  readonly category: NodeCategory;
  readonly label: string;
  readonly specs: readonly NodeSpec[];
}

const GROUPS: readonly { category: NodeCategory; label: string }[] = [
  { category: 'trigger', label: 'Start on' },
  { category: 'reply', label: 'Reply to Vapi' },
  { category: 'logic', label: 'Logic' },
  { category: 'data', label: 'Data and code' },
  { category: 'action', label: 'Actions' },
];

/** The node types that fit a search, by category and group; what is called like it comes first. */
export const groupSpecs = (specs: readonly NodeSpec[], search: string): readonly SpecGroup[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return GROUPS.flatMap(({ category, label }) => {
    const inCategory = specs.filter((spec) => spec.category === category);
    const headings = new Set(inCategory.map((spec) => spec.group ?? label));
    return [...headings].map((heading) => ({
      category,
      label: heading,
      specs: inCategory
        .filter((spec) => (spec.group ?? label) === heading)
        .filter((spec) => words.every((word) => haystack(spec).includes(word)))
        .sort((a, b) => rank(a, words) - rank(b, words)),
    }));
  })
    .filter((group) => group.specs.length > 0)
    .sort((a, b) => bestRank(a.specs, words) - bestRank(b.specs, words));
};

const haystack = (spec: NodeSpec): string =>
  `${spec.label} ${spec.description} ${spec.type} ${spec.group ?? ''}`.toLowerCase();

const bestRank = (specs: readonly NodeSpec[], words: readonly string[]): number =>
  Math.min(...specs.map((spec) => rank(spec, words)));

/** Without words all are alike. */
const rank = ({ label }: NodeSpec, words: readonly string[]): number => {
  const name = label.toLowerCase();
  if (words.length === 0 || name.startsWith(words.join(' '))) return 0;
  return words.every((word) => name.includes(word)) ? 1 : 2;
};

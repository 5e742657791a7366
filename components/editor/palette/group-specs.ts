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

/** The node types that fit a search, by category and group; those whose name fits come first. */
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
  }).filter((group) => group.specs.length > 0);
};

const haystack = (spec: NodeSpec): string =>
  `${spec.label} ${spec.description} ${spec.type} ${spec.group ?? ''}`.toLowerCase();

const rank = (spec: NodeSpec, words: readonly string[]): number =>
  words.every((word) => spec.label.toLowerCase().includes(word)) ? 0 : 1;

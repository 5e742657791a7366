import { codeReferences } from './code-references.ts';
import { fieldMeta, fieldOf } from './config-schema.ts';
import type { NodeSpecs } from './graph-index.ts';
import { findMentions, type Mention } from './mentions.ts';
import { scanTemplate } from './scan-template.ts';
import type { GraphDocument, GraphNode } from './schema.ts';

/**
 * Gives the node `from` the id `to`, in its edges and in every reference to it: `steps.from`, `steps['from']` and
 * `{ from } = steps`, in templates and in code. Text that only looks like a reference stays. Which fields are code
 * and which are verbatim comes from `specs`; without them, code is the field `source` of Code nodes.
 */
export const renameNode = (
  graph: GraphDocument,
  from: string,
  to: string,
  specs?: NodeSpecs,
): GraphDocument =>
  from === to || !graph.nodes.some((node) => node.id === from)
    ? graph
    : renameNodes(graph, new Map([[from, to]]), specs);

/** The same for several nodes at once: `ids` has the new id of each. */
export const renameNodes = (graph: GraphDocument, ids: NewIds, specs?: NodeSpecs): GraphDocument => ({
  ...graph,
  nodes: graph.nodes.map((node) => renameIn(node, ids, specs)),
  edges: graph.edges.map((edge) =>
    ids.has(edge.source) || ids.has(edge.target)
      ? {
          ...edge,
          source: ids.get(edge.source) ?? edge.source,
          target: ids.get(edge.target) ?? edge.target,
        }
      : edge,
  ),
});

type NewIds = ReadonlyMap<string, string>;

const renameIn = (node: GraphNode, ids: NewIds, specs: NodeSpecs | undefined): GraphNode => {
  const entries = Object.entries(node.config).map(([key, value]) => {
    const kind = fieldKind(node, key, specs);
    if (kind === 'verbatim') return [key, value] as const;
    const rewrite = kind === 'code' ? renameInCode : renameInTemplate;
    return [key, mapTexts(value, (text) => rewrite(text, ids))] as const;
  });
  const isChanged = entries.some(([key, value]) => value !== node.config[key]);
  if (!isChanged && !ids.has(node.id)) return node;
  return {
    ...node,
    id: ids.get(node.id) ?? node.id,
    config: isChanged ? Object.fromEntries(entries) : node.config,
  };
};

/** Where a text in the field `key` of a node names other steps, with the spans of their ids. */
export const stepReferences = (
  node: GraphNode,
  key: string,
  text: string,
  specs: NodeSpecs,
): { readonly id: string; readonly start: number; readonly end: number }[] => {
  const kind = fieldKind(node, key, specs);
  if (kind === 'verbatim' || !text.includes('steps')) return [];
  const mentions = kind === 'code' ? codeReferences(text) : findMentions(scanTemplate(text), STEPS);
  return mentions.flatMap(({ root, path: [id], first }) =>
    root === 'steps' && id !== undefined && first !== undefined ? [{ id, ...first }] : [],
  );
};

const fieldKind = (
  node: GraphNode,
  key: string,
  specs: NodeSpecs | undefined,
): 'template' | 'code' | 'verbatim' => {
  if (specs === undefined) return node.type === 'code' && key === 'source' ? 'code' : 'template';
  const spec = Object.hasOwn(specs, node.type) ? specs[node.type] : undefined;
  // A config from elsewhere may have any key, `valueOf` too.
  const field = spec === undefined ? undefined : fieldOf(spec.config, key);
  if (field !== undefined && fieldMeta(field)?.control === 'code') return 'code';
  return spec?.verbatim?.includes(key) === true ? 'verbatim' : 'template';
};

/** The value with its texts changed; the same object where none was. */
const mapTexts = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => mapTexts(item, change));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, item, mapTexts(item, change)] as const);
  if (entries.every(([, before, after]) => before === after)) return value;
  return Object.fromEntries(entries.map(([key, , after]) => [key, after]));
};

const STEPS = new Set(['steps']);

const renameInTemplate = (text: string, ids: NewIds): string =>
  mayName(text, ids) ? rewritten(text, findMentions(scanTemplate(text), STEPS), ids) : text;

const renameInCode = (text: string, ids: NewIds): string =>
  mayName(text, ids) ? rewritten(text, codeReferences(text), ids) : text;

/** To look for the words costs far less than to read the text. */
const mayName = (text: string, ids: NewIds): boolean =>
  text.includes('steps') && [...ids.keys()].some((id) => text.includes(id));

const rewritten = (
  text: string,
  mentions: readonly (Mention & { readonly isShorthand?: boolean })[],
  ids: NewIds,
): string => {
  let result = '';
  let copied = 0;
  for (const { root, path, first, isShorthand } of mentions) {
    const from = path[0];
    const to = from === undefined ? undefined : ids.get(from);
    if (root !== 'steps' || to === undefined || first === undefined) continue;
    result += text.slice(copied, first.start) + (isShorthand === true ? `${to}: ${from}` : to);
    copied = first.end;
  }
  return result + text.slice(copied);
};

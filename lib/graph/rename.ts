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
): GraphDocument => {
  if (from === to || !graph.nodes.some((node) => node.id === from)) return graph;
  return {
    ...graph,
    nodes: graph.nodes.map((node) => renameIn(node, from, to, specs)),
    edges: graph.edges.map((edge) =>
      edge.source === from || edge.target === from
        ? {
            ...edge,
            source: edge.source === from ? to : edge.source,
            target: edge.target === from ? to : edge.target,
          }
        : edge,
    ),
  };
};

const renameIn = (node: GraphNode, from: string, to: string, specs: NodeSpecs | undefined): GraphNode => {
  const entries = Object.entries(node.config).map(([key, value]) => {
    const kind = fieldKind(node, key, specs);
    if (kind === 'verbatim') return [key, value] as const;
    const rewrite = kind === 'code' ? renameInCode : renameInTemplate;
    return [key, mapTexts(value, (text) => rewrite(text, from, to))] as const;
  });
  const isChanged = entries.some(([key, value]) => value !== node.config[key]);
  if (!isChanged && node.id !== from) return node;
  return {
    ...node,
    id: node.id === from ? to : node.id,
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

const renameInTemplate = (text: string, from: string, to: string): string =>
  text.includes(from) ? rewritten(text, findMentions(scanTemplate(text), STEPS), from, to) : text;

const renameInCode = (text: string, from: string, to: string): string =>
  text.includes(from) ? rewritten(text, codeReferences(text), from, to) : text;

const rewritten = (
  text: string,
  mentions: readonly (Mention & { readonly isShorthand?: boolean })[],
  from: string,
  to: string,
): string => {
  let result = '';
  let copied = 0;
  for (const { root, path, first, isShorthand } of mentions) {
    if (root !== 'steps' || path[0] !== from || first === undefined) continue;
    result += text.slice(copied, first.start) + (isShorthand === true ? `${to}: ${from}` : to);
    copied = first.end;
  }
  return result + text.slice(copied);
};

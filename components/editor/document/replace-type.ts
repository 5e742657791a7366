import { fieldOf, problemAt } from '#lib/graph/config-schema.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { isSame } from '#lib/graph/same-json.ts';
import { DEFAULT_OUT, type GraphDocument, type GraphEdge, type GraphNode } from '#lib/graph/schema.ts';
import { freeName } from './clipboard.ts';
import { changeNode } from './edits.ts';
import { danglingEdges } from './handles.ts';

/**
 * Makes a node one of another type. It keeps its id, so that references hold, its place and its connections; what was
 * set stays where the new type takes it under the same key. A name that a person gave stays too; one that is only what
 * the old type is called becomes what the new one is called.
 */
export const replaceType = (
  document: GraphDocument,
  nodeId: string,
  from: NodeSpec | undefined,
  to: NodeSpec,
): GraphDocument => {
  const node = document.nodes.find(({ id }) => id === nodeId);
  if (node === undefined) return document;
  const others = new Set(document.nodes.filter(({ id }) => id !== nodeId).map(({ name }) => name));
  const isUnnamed = from !== undefined && node.name.replace(/ \d+$/, '') === from.label;
  const replaced: GraphNode = {
    ...withoutFailing(node, to),
    type: to.type,
    name: isUnnamed ? freeName(to.label, others) : node.name,
    config: { ...structuredClone(to.initial), ...keptConfig(node, from, to) },
  };
  const changed = changeNode(document, nodeId, () => replaced);
  const [firstBefore] = from?.outputs(node.config) ?? [];
  const [firstAfter] = to.outputs(replaced.config);
  const dangling = new Set(danglingEdges(changed, replaced, to));
  const edges = changed.edges.flatMap((edge): GraphEdge[] => {
    if (!dangling.has(edge)) return [edge];
    const isFirst = firstAfter !== undefined && (edge.sourceHandle ?? DEFAULT_OUT) === firstBefore?.id;
    return isFirst ? [startingAt(edge, firstAfter.id)] : [];
  });
  return { ...changed, edges };
};

/** What was set: not what the old type begins with. */
const keptConfig = (
  { config }: GraphNode,
  from: NodeSpec | undefined,
  to: NodeSpec,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(config).filter(
      ([key, value]) =>
        fieldOf(to.config, key) !== undefined &&
        !isSame(value, from?.initial[key]) &&
        problemAt(to.config, [key], value) === undefined,
    ),
  );

/** Without what only a step that can fail has. */
const withoutFailing = (node: GraphNode, { canFail }: NodeSpec): GraphNode => {
  if (canFail) return node;
  const { onError: _onError, retry: _retry, timeoutMs: _timeoutMs, ...rest } = node;
  return rest;
};

const startingAt = ({ sourceHandle: _before, ...edge }: GraphEdge, sourceHandle: string): GraphEdge =>
  sourceHandle === DEFAULT_OUT ? edge : { ...edge, sourceHandle };

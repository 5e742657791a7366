import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { TriggerMatch } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { stepsBefore } from '../document/steps-before.ts';

/** What the triggers that lead to a node say of what is in its scope. */
export interface TriggerScope {
  /** The types of events that start a flow through the node; `tool-calls` for triggers of tools. */
  readonly eventTypes: readonly string[];
  /** The JSON Schemas of the tools' parameters; undefined for a tool that no trigger names. */
  readonly parameters: readonly unknown[];
  readonly isReached: boolean;
}

/** Looks at every trigger that leads to a node, and at the node itself where it is one. */
export const triggerScope = (document: GraphDocument, nodeId: string, specs: NodeSpecs): TriggerScope => {
  const nodes = [...document.nodes.filter((node) => node.id === nodeId), ...stepsBefore(document, nodeId)];
  const triggers = nodes.flatMap((node) => {
    const match = node.disabled === true ? undefined : specs[node.type]?.trigger?.(node.config);
    return match === undefined ? [] : [{ match, config: node.config }];
  });
  return {
    isReached: triggers.length > 0,
    eventTypes: [...new Set(triggers.map(({ match }) => eventTypeOf(match)))],
    parameters: triggers.flatMap(({ match, config }) =>
      match.kind === 'event' ? [] : [match.kind === 'tool' ? config.parameters : undefined],
    ),
  };
};

const eventTypeOf = (match: TriggerMatch): string =>
  match.kind === 'event' ? match.eventType : 'tool-calls';

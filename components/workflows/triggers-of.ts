import type { TriggerMatch } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import type { TriggerChip } from './workflow-row.ts';

const chipOf = (match: TriggerMatch): TriggerChip => {
  switch (match.kind) {
    case 'tool':
      return { kind: 'tool', name: match.toolName };
    case 'any-tool':
      return { kind: 'tool', name: 'any other tool' };
    case 'event':
      return { kind: 'event', name: match.eventType };
  }
};

/** What the flows of a graph wait for, in the order of the document; triggers not filled in yet are left out. */
export const triggersOf = (graph: GraphDocument): readonly TriggerChip[] => {
  const chips = graph.nodes
    .filter((node) => node.disabled !== true)
    .map((node) => definitions[node.type]?.trigger?.(node.config))
    .filter((match) => match !== undefined)
    .map(chipOf);
  return chips.filter(
    (chip, index) => chips.findIndex(({ kind, name }) => kind === chip.kind && name === chip.name) === index,
  );
};

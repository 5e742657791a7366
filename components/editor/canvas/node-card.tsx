import { memo } from 'react';
import type { NodeCategory, NodeSpec } from '#lib/graph/node-spec.ts';
import { ERROR_HANDLE, type GraphNode } from '#lib/graph/schema.ts';
import { hasInput, outputsOf } from '../document/handles.ts';
import { useEditor } from '../editor-context.tsx';
import { useFindMark } from '../find/use-finding.ts';
import { BETWEEN_OUTPUTS } from '../graph-mapping.ts';
import { TestBadge } from '../testing/test-badge.tsx';
import { AddAtOutput } from './add-at-output.tsx';
import { CardName } from './card-name.tsx';
import { useCardState } from './card-states.ts';
import { IssueBadge } from './issue-badge.tsx';
import { NodeIcon } from './node-icon.tsx';
import { InputJack, OutputJacks, TriggerJack } from './node-jacks.tsx';
import { TimingTag } from './timing-tag.tsx';

interface NodeCardProps {
  readonly nodeId: string;
  /** The outputs that edges start at, joined by `BETWEEN_OUTPUTS`. */
  readonly usedOutputs: string;
  readonly isSelected: boolean;
}

/** A node on the canvas: what it is, what it is called, what it does, and where cables plug in. */
export const NodeCard = memo(function NodeCard({ nodeId, usedOutputs, isSelected }: NodeCardProps) {
  const { specs } = useEditor();
  const { node, issues, isBlocked, isRenaming, result, isStale, isPinned } = useCardState(nodeId);
  const findMark = useFindMark(nodeId);
  if (node === undefined) return null; // React Flow learns a moment later that it is gone
  const spec = specs[node.type];
  const summary = spec?.summary(node.config) ?? `This build has no node type “${node.type}”.`;
  const used = usedOutputs.split(BETWEEN_OUTPUTS);
  return (
    <div
      // Plain text rather than `cn`, which would look through Tailwind's classes for each of the cards.
      className={`node-card${isSelected ? ' is-selected' : ''}${node.disabled ? ' is-disabled' : ''}`}
      data-category={spec?.category ?? 'unknown'}
      data-blocked={isBlocked || undefined}
      ref={findMark}
      title={node.note}
    >
      {hasInput(spec) ? <InputJack /> : <TriggerJack />}
      <div className="flex items-center gap-2.5 px-3 pt-2.5 pb-2">
        <NodeIcon name={spec?.icon} category={spec?.category} />
        <div className="grid min-w-0 flex-1">
          <CardName node={node} isRenaming={isRenaming} />
          <span className="node-subtitle truncate text-2xs text-muted-foreground">
            {subtitleOf(node, spec)}
            {node.disabled ? ' · disabled' : ''}
          </span>
        </div>
        {issues === undefined ? null : <IssueBadge issues={issues} />}
      </div>
      {result === undefined && !isPinned ? null : (
        <TestBadge result={result} isStale={isStale} isPinned={isPinned} />
      )}
      <TimingTag node={node} spec={spec} />
      {summary === '' ? null : (
        <p className="node-summary mx-3 mb-2.5 truncate rounded-sm bg-surface-2 px-1.5 py-0.5 font-mono text-2xs text-muted-foreground dark:bg-background/60">
          {summary}
        </p>
      )}
      <OutputJacks
        outputs={outputsOf(node, spec)}
        nodeName={node.name}
        beside={({ id, label }) =>
          used.includes(id) ? null : (
            <AddAtOutput
              nodeId={node.id}
              nodeName={node.name}
              handle={id}
              label={label}
              isQuiet={spec?.category === 'reply' || id === ERROR_HANDLE}
            />
          )
        }
      />
    </div>
  );
});

/** The type; where the node is still called like its type, what kind of node that is. */
const subtitleOf = (node: GraphNode, spec: NodeSpec | undefined): string => {
  if (spec === undefined) return node.type;
  return node.name === spec.label ? CATEGORY_LABELS[spec.category] : spec.label;
};

const CATEGORY_LABELS: Readonly<Record<NodeCategory, string>> = {
  trigger: 'Starts a flow',
  logic: 'Logic',
  data: 'Data',
  action: 'Action',
  reply: 'Answers Vapi',
};

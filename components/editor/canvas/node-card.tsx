import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { NodeCategory, NodeSpec } from '#lib/graph/node-spec.ts';
import type { GraphNode } from '#lib/graph/schema.ts';
import { hasInput, outputsOf } from '../document/handles.ts';
import { IssueBadge } from './issue-badge.tsx';
import { NodeIcon } from './node-icon.tsx';
import { InputJack, OutputJacks, TriggerJack } from './node-jacks.tsx';
import { TimingTag } from './timing-tag.tsx';

interface NodeCardProps {
  readonly node: GraphNode;
  readonly spec: NodeSpec | undefined;
  readonly isSelected: boolean;
}

/** A node on the canvas: what it is, what it is called, what it does, and where cables plug in. */
export const NodeCard = memo(function NodeCard({ node, spec, isSelected }: NodeCardProps) {
  const summary = spec?.summary(node.config) ?? `This build has no node type “${node.type}”.`;
  return (
    <div
      className={cn('node-card', isSelected && 'is-selected', node.disabled && 'is-disabled')}
      data-category={spec?.category ?? 'unknown'}
      title={node.note}
    >
      {hasInput(spec) ? <InputJack /> : <TriggerJack />}
      <div className="flex items-center gap-2.5 px-3 pt-2.5 pb-2">
        <NodeIcon name={spec?.icon} category={spec?.category} />
        <div className="grid min-w-0 flex-1">
          <span className="truncate font-semibold text-sm">{node.name}</span>
          <span className="truncate text-2xs text-muted-foreground">
            {subtitleOf(node, spec)}
            {node.disabled ? ' · disabled' : ''}
          </span>
        </div>
        <IssueBadge nodeId={node.id} />
      </div>
      <TimingTag node={node} spec={spec} />
      {summary === '' ? null : (
        <p className="mx-3 mb-2.5 truncate rounded-sm bg-surface-2 px-1.5 py-0.5 font-mono text-2xs text-muted-foreground dark:bg-background/60">
          {summary}
        </p>
      )}
      <OutputJacks outputs={outputsOf(node, spec)} nodeName={node.name} />
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

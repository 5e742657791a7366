import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { NodeIcon } from '#components/editor/canvas/node-icon.tsx';
import { InputJack, OutputJacks, TriggerJack } from '#components/editor/canvas/node-jacks.tsx';
import { outputsOf } from '#components/editor/document/handles.ts';
import { cn } from '#components/ui/cn.ts';
import { formatDuration } from '#components/ui/format-time.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import type { GraphNode } from '#lib/graph/schema.ts';
import type { StepView } from './run-view.ts';
import { StepLamp } from './step-lamp.tsx';

export type RunFlowNode = Node<
  { node: GraphNode; spec: NodeSpec | undefined; step: StepView | undefined },
  'run'
>;

/** A node as it ran: the editor's card with a lamp and the time it took. */
export const RunNode = memo(function RunNode({ data, selected }: NodeProps<RunFlowNode>) {
  const { node, spec, step } = data;
  const hasRun = step !== undefined && step.status !== 'skipped';
  return (
    <div
      className={cn('node-card', selected && 'is-selected', !hasRun && 'is-disabled')}
      data-category={spec?.category ?? 'unknown'}
    >
      {spec?.hasInput === false ? <TriggerJack /> : <InputJack />}
      <div className="flex items-center gap-2.5 px-3 pt-2.5 pb-2">
        <NodeIcon name={spec?.icon} category={spec?.category} />
        <div className="grid min-w-0 flex-1">
          <span className="truncate font-semibold text-sm">{node.name}</span>
          <span className="truncate text-2xs text-muted-foreground">{spec?.label ?? node.type}</span>
        </div>
        <span className="grid justify-items-end gap-0.5">
          <StepLamp status={step?.status} />
          <span className="text-2xs text-muted-foreground tabular-nums">
            {hasRun ? formatDuration(step.durationMs) : ''}
          </span>
        </span>
      </div>
      {step?.error ? (
        <p className="mx-3 mb-2.5 line-clamp-2 rounded-sm bg-danger-soft px-1.5 py-0.5 text-2xs text-danger-text">
          {step.error.message}
        </p>
      ) : null}
      <OutputJacks outputs={outputsOf(node, spec)} nodeName={node.name} />
    </div>
  );
});

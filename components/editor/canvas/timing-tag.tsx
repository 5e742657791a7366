import { TriangleAlert } from 'lucide-react';
import { createContext, use } from 'react';
import { cn } from '#components/ui/cn.ts';
import { formatDuration } from '#components/ui/format-time.ts';
import { LazyTooltip } from '#components/ui/lazy-tooltip.tsx';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import type { GraphNode } from '#lib/graph/schema.ts';
import { deadlineOf } from '#lib/nodes/reply-budget.ts';
import { budgetWarning } from '../panel/budget-warning.ts';
import type { FlowTiming } from '../panel/flow-timings-store.ts';

/** What was measured of the flows, read once for all cards. */
export const FlowTimings = createContext<readonly FlowTiming[] | undefined>(undefined);

/** Under a card: how long the step usually takes; under a trigger, how its flow stands to the deadline. */
export function TimingTag({ node, spec }: { node: GraphNode; spec: NodeSpec | undefined }) {
  const timings = use(FlowTimings);
  if (timings === undefined || timings.length === 0) return null;
  return spec?.trigger === undefined ? (
    <StepTag nodeId={node.id} timings={timings} />
  ) : (
    <TriggerTag node={node} timing={timings.find(({ triggerNodeId }) => triggerNodeId === node.id)} />
  );
}

function TriggerTag({ node, timing }: { node: GraphNode; timing: FlowTiming | undefined }) {
  const deadlineMs = deadlineOf(node.type, node.config);
  if (deadlineMs === undefined || timing === undefined || timing.p95Ms === null) return null;
  const warning = budgetWarning(timing, deadlineMs);
  const text = `${formatDuration(timing.p95Ms)} of ${formatDuration(deadlineMs)}`;
  return (
    <Tag
      tone={warning?.state}
      explanation={warning?.text ?? `95 % of ${timing.runs} answers went out within ${text}.`}
    >
      {text}
    </Tag>
  );
}

function StepTag({ nodeId, timings }: { nodeId: string; timings: readonly FlowTiming[] }) {
  const found = timings.flatMap((flow) => flow.steps.filter((step) => step.nodeId === nodeId));
  const [step] = found.sort((a, b) => b.p95Ms - a.p95Ms); // of two flows, the one where it is slower
  if (step === undefined) return null;
  return (
    <Tag
      explanation={`Usually ${formatDuration(step.p50Ms)}, 95 % within ${formatDuration(step.p95Ms)}: ${
        step.runs === 1 ? 'one run' : `${step.runs} runs`
      }.`}
    >
      {formatDuration(step.p50Ms)}
    </Tag>
  );
}

interface TagProps {
  readonly tone?: 'near' | 'over' | undefined;
  readonly explanation: string;
  readonly children: string;
}

function Tag({ tone, explanation, children }: TagProps) {
  return (
    <LazyTooltip content={explanation} side="bottom">
      <span
        role="note"
        aria-label={explanation}
        className={cn(
          'absolute top-full right-2 mt-1 flex items-center gap-1 whitespace-nowrap text-2xs tabular-nums',
          tone === undefined && 'text-faint-foreground',
          tone === 'near' && 'rounded-sm bg-warning-soft px-1 font-medium text-warning-text',
          tone === 'over' && 'rounded-sm bg-danger-soft px-1 font-medium text-danger-text',
        )}
      >
        {tone === undefined ? null : <TriangleAlert className="size-3" aria-hidden="true" />}
        {children}
      </span>
    </LazyTooltip>
  );
}

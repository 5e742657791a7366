import { TriangleAlert } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { formatDuration } from '#components/ui/format-time.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { type BudgetState, budgetState, deadlineOf } from '#lib/nodes/reply-budget.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { budgetWarning } from './budget-warning.ts';
import { type FlowTiming, type StepTiming, useFlowTimings } from './flow-timings-store.ts';

/** How long the trigger's flow takes to answer, against its deadline; nothing where no answer is wanted. */
export function FlowBudget({ node }: { node: GraphNode }) {
  const deadlineMs = deadlineOf(node.type, node.config);
  return deadlineMs === undefined ? null : <Budget triggerId={node.id} deadlineMs={deadlineMs} />;
}

function Budget({ triggerId, deadlineMs }: { triggerId: string; deadlineMs: number }) {
  const timings = useFlowTimings();
  const timing = timings?.find(({ triggerNodeId }) => triggerNodeId === triggerId);
  return (
    <section
      aria-label="Time to answer"
      className="mx-4 mt-4 grid gap-2 rounded-md border bg-surface-2/50 p-3"
    >
      <header className="flex items-baseline justify-between gap-3">
        <h2 className="font-medium text-sm">Time to answer</h2>
        <p className="text-muted-foreground text-xs tabular-nums">
          deadline <span className="text-foreground">{formatDuration(deadlineMs)}</span>
        </p>
      </header>
      {timings === undefined ? (
        <Skeleton className="h-2.5" />
      ) : timing === undefined || timing.p50Ms === null || timing.p95Ms === null ? (
        <p className="text-muted-foreground text-xs text-pretty">
          Nothing measured yet. Once the published flow has answered an event, its usual time stands here.
        </p>
      ) : (
        <Measured timing={timing} p50Ms={timing.p50Ms} p95Ms={timing.p95Ms} deadlineMs={deadlineMs} />
      )}
    </section>
  );
}

interface MeasuredProps {
  readonly timing: FlowTiming;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly deadlineMs: number;
}

function Measured({ timing, p50Ms, p95Ms, deadlineMs }: MeasuredProps) {
  const warning = budgetWarning(timing, deadlineMs);
  return (
    <>
      <BudgetBar p50Ms={p50Ms} p95Ms={p95Ms} deadlineMs={deadlineMs} />
      <p className="text-muted-foreground text-xs tabular-nums">
        usually <b className="font-medium text-foreground">{formatDuration(p50Ms)}</b>, 95 % within{' '}
        <b className="font-medium text-foreground">{formatDuration(p95Ms)}</b>
        <span className="text-faint-foreground">
          {' '}
          · {timing.runs === 1 ? 'one run' : `${timing.runs} runs`}
        </span>
      </p>
      {warning === undefined ? null : (
        <p
          role="status"
          className={cn(
            'flex gap-2 rounded-md px-2.5 py-2 text-xs text-pretty',
            warning.state === 'over'
              ? 'bg-danger-soft text-danger-text'
              : 'bg-warning-soft text-warning-text',
          )}
        >
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
          {warning.text}
        </p>
      )}
      <StepList steps={timing.steps} deadlineMs={deadlineMs} slowestNodeId={timing.slowestNodeId} />
    </>
  );
}

const FILLS: Readonly<Record<BudgetState, { usual: string; most: string }>> = {
  ok: { usual: 'bg-success', most: 'bg-success/35' },
  near: { usual: 'bg-warning', most: 'bg-warning/40' },
  over: { usual: 'bg-danger', most: 'bg-danger/35' },
};

/** The whole width is the deadline, or the 95th percentile where that is beyond it. */
function BudgetBar({ p50Ms, p95Ms, deadlineMs }: Omit<MeasuredProps, 'timing'>) {
  const whole = Math.max(deadlineMs, p95Ms);
  const fill = FILLS[budgetState(p95Ms, deadlineMs)];
  return (
    <div
      role="img"
      aria-label={`usually ${formatDuration(p50Ms)}, 95 percent within ${formatDuration(p95Ms)}, deadline ${formatDuration(deadlineMs)}`}
      className="relative h-2.5 overflow-hidden rounded-full bg-surface-3"
    >
      <span className={cn('absolute inset-y-0 left-0', fill.most)} style={{ width: width(p95Ms, whole) }} />
      <span className={cn('absolute inset-y-0 left-0', fill.usual)} style={{ width: width(p50Ms, whole) }} />
      {p95Ms > deadlineMs ? (
        <span className="absolute inset-y-0 w-0.5 bg-foreground" style={{ left: width(deadlineMs, whole) }} />
      ) : null}
    </div>
  );
}

/** Something that took time is never without a trace. */
const width = (ms: number, whole: number): string => `max(2px, ${Math.min(100, (ms / whole) * 100)}%)`;

interface StepListProps {
  readonly steps: readonly StepTiming[];
  readonly deadlineMs: number;
  readonly slowestNodeId: string | null;
}

function StepList({ steps, deadlineMs, slowestNodeId }: StepListProps) {
  if (steps.length === 0) return null;
  return (
    <table className="w-full table-fixed text-xs tabular-nums">
      <thead className="text-2xs text-faint-foreground">
        <tr>
          <th scope="col" className="pb-0.5 text-left font-normal">
            Step before the answer
          </th>
          <th scope="col" className="w-16 pb-0.5 text-right font-normal">
            usual
          </th>
          <th scope="col" className="w-16 pb-0.5 text-right font-normal">
            95 %
          </th>
          <th scope="col" className="w-14 pb-0.5 text-right font-normal">
            share
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ nodeId, name, p50Ms, p95Ms }) => (
          <tr key={nodeId} className={nodeId === slowestNodeId ? 'font-medium' : 'text-muted-foreground'}>
            <td className="truncate py-0.5">
              <StepName nodeId={nodeId} name={name} />
            </td>
            <td className="py-0.5 text-right">{formatDuration(p50Ms)}</td>
            <td className="py-0.5 text-right">{formatDuration(p95Ms)}</td>
            <td className="py-0.5 text-right">{share(p95Ms, deadlineMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Leads to the step, where the draft still has it: what was measured is the published flow. */
function StepName({ nodeId, name }: Pick<StepTiming, 'nodeId' | 'name'>) {
  const { store } = useEditor();
  const isThere = useEditorState(({ document }) => document.nodes.some(({ id }) => id === nodeId));
  if (!isThere) return <span title="The draft has no such step any more">{name}</span>;
  return (
    <button
      type="button"
      className="min-h-6 max-w-full truncate text-left underline-offset-2 hover:text-foreground hover:underline"
      onClick={() => store.getState().select({ nodes: [nodeId], edges: [], notes: [] })}
    >
      {name}
    </button>
  );
}

const share = (ms: number, deadlineMs: number): string => {
  const percent = Math.round((ms / deadlineMs) * 100);
  return percent === 0 ? '<1 %' : `${percent} %`;
};

'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { NodeIcon } from '#components/editor/canvas/node-icon.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatDuration } from '#components/ui/format-time.ts';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphNode } from '#lib/graph/schema.ts';
import { type PassChoice, stepKey } from './passes.ts';
import type { StepView } from './run-view.ts';
import { StepLamp } from './step-lamp.tsx';

interface StepTimelineProps {
  /** The steps of the chosen passes, in order. */
  readonly steps: readonly StepView[];
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly specs: NodeSpecs;
  readonly passes: ReadonlyMap<string, PassChoice>;
  readonly onPass: (nodeId: string, index: number) => void;
  /** When the answer went out, in milliseconds since the run began. */
  readonly replyAtMs: number | null;
  readonly selectedKey: string | undefined;
  readonly onSelect: (step: StepView) => void;
}

/** The steps one under the other, each with a bar for when it ran and how long. */
export function StepTimeline(props: StepTimelineProps) {
  const { steps, nodes, specs, passes, onPass, replyAtMs, selectedKey, onSelect } = props;
  const ends = steps.map((step) => step.startMs + step.durationMs);
  const total = Math.max(0.1, replyAtMs ?? 0, ...ends);
  return (
    <ol aria-label="Steps" className="relative py-1">
      {steps.map((step) => {
        const node = nodes.get(step.nodeId);
        const spec = specs[node?.type ?? ''];
        const key = stepKey(step);
        const choice = passes.get(step.nodeId);
        return (
          <li key={key} className="relative">
            <button
              type="button"
              aria-pressed={key === selectedKey}
              onClick={() => onSelect(step)}
              className={cn(
                'grid h-9 w-full grid-cols-[minmax(0,14rem)_minmax(0,1fr)_4.25rem] items-center gap-3 px-4 text-left hover:bg-surface-2 focus-visible:-outline-offset-2 max-sm:grid-cols-[minmax(0,9.5rem)_minmax(0,1fr)_3.75rem] max-sm:gap-2 max-sm:px-3',
                key === selectedKey && 'bg-signal-soft/70 hover:bg-signal-soft/70',
                step.status === 'skipped' && 'opacity-55',
              )}
            >
              <span
                className="flex min-w-0 items-center gap-2"
                style={{ paddingLeft: (step.loop?.length ?? 0) * 14 }}
              >
                <StepLamp status={step.status} />
                <span className="max-sm:hidden">
                  <NodeIcon name={spec?.icon} category={spec?.category} size="sm" />
                </span>
                <span className="truncate">{node?.name ?? step.nodeId}</span>
                {step.attempts > 1 ? (
                  <span
                    className="shrink-0 text-2xs text-warning-text"
                    title={`Tried ${step.attempts} times`}
                  >
                    ×{step.attempts}
                  </span>
                ) : null}
              </span>
              <Bar step={step} total={total} replyAtMs={replyAtMs} category={spec?.category ?? 'logic'} />
              <span className="text-right text-muted-foreground text-xs tabular-nums">
                {step.status === 'skipped' ? 'skipped' : formatDuration(step.durationMs)}
              </span>
            </button>
            {choice && choice.count > 0 ? (
              <PassPicker choice={choice} onPass={(index) => onPass(step.nodeId, index)} />
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

const tones = {
  trigger: 'bg-node-trigger',
  logic: 'bg-node-logic',
  data: 'bg-node-data',
  action: 'bg-node-action',
  reply: 'bg-node-reply',
};

function Bar({
  step,
  total,
  replyAtMs,
  category,
}: {
  step: StepView;
  total: number;
  replyAtMs: number | null;
  category: keyof typeof tones;
}) {
  return (
    <span className="relative h-4" aria-hidden="true">
      <span className="absolute inset-x-0 top-1/2 h-px bg-border" />
      {step.status === 'skipped' ? null : (
        <span
          className={cn(
            'absolute top-1 h-2 min-w-1 rounded-full',
            step.status === 'failed' ? 'bg-danger' : tones[category],
          )}
          style={{
            left: `${Math.min(99, (step.startMs / total) * 100)}%`,
            width: `${Math.min(100 - (step.startMs / total) * 100, (step.durationMs / total) * 100)}%`,
          }}
        />
      )}
      {replyAtMs === null ? null : (
        <span
          className="-inset-y-3 absolute w-px border-signal border-l border-dashed"
          style={{ left: `${Math.min(100, (replyAtMs / total) * 100)}%` }}
        />
      )}
    </span>
  );
}

function PassPicker({ choice, onPass }: { choice: PassChoice; onPass: (index: number) => void }) {
  const [typed, setTyped] = useState<string>();
  const nextFailed = choice.failed.find((index) => index > choice.chosen) ?? choice.failed[0];
  return (
    <div className="flex h-8 items-center gap-1 pl-10 text-muted-foreground text-xs">
      <Button
        variant="ghost"
        size="icon-xs"
        aria-label="Previous pass"
        disabled={choice.chosen === 0}
        onClick={() => onPass(choice.chosen - 1)}
      >
        <ChevronLeft />
      </Button>
      <label className="flex items-center gap-1 tabular-nums">
        Pass
        <input
          type="number"
          min={1}
          max={choice.count}
          value={typed ?? choice.chosen + 1}
          onBlur={() => setTyped(undefined)}
          onChange={(event) => {
            setTyped(event.target.value);
            const index = event.target.valueAsNumber - 1;
            if (index >= 0 && index < choice.count) onPass(index);
          }}
          className="field-ring h-6 w-12 rounded-sm border bg-surface px-1 text-center text-xs"
        />
        of {choice.count}
      </label>
      <Button
        variant="ghost"
        size="icon-xs"
        aria-label="Next pass"
        disabled={choice.chosen >= choice.count - 1}
        onClick={() => onPass(choice.chosen + 1)}
      >
        <ChevronRight />
      </Button>
      {nextFailed === undefined ? null : (
        <Button variant="ghost" size="xs" className="text-danger-text" onClick={() => onPass(nextFailed)}>
          {choice.failed.length} failed
        </Button>
      )}
    </div>
  );
}

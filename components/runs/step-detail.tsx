'use client';

import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatDuration } from '#components/ui/format-time.ts';
import { JsonView } from '#components/ui/json-view.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { ConsoleView } from './console-view.tsx';
import type { StepView } from './run-view.ts';
import { StepErrorView } from './step-error-view.tsx';
import { StepLamp } from './step-lamp.tsx';

type Tab = 'input' | 'output' | 'console' | 'error';

interface StepDetailProps {
  readonly step: StepView;
  readonly node: GraphNode | undefined;
}

/** One step: what went in, what came out, what it logged, how it failed. */
export function StepDetail({ step, node }: StepDetailProps) {
  const [chosen, setChosen] = useState<Tab>();
  const available: readonly Tab[] = step.error
    ? ['error', 'input', 'output', 'console']
    : ['output', 'input', 'console'];
  const tab = chosen && available.includes(chosen) ? chosen : (available[0] ?? 'output');
  const lines = step.console ?? [];

  return (
    <Tabs value={tab} onValueChange={(value) => setChosen(available.find((name) => name === value))}>
      <header className="grid gap-1 px-4 pt-3 pb-2">
        <div className="flex items-center gap-2">
          <StepLamp status={step.status} />
          <h2 className="min-w-0 truncate font-semibold text-base">{node?.name ?? step.nodeId}</h2>
          <code className="ml-auto shrink-0 text-muted-foreground text-xs">{step.nodeId}</code>
        </div>
        <p className="flex flex-wrap gap-x-3 gap-y-1 text-muted-foreground text-xs tabular-nums">
          {step.status === 'skipped' ? (
            <span>Did not run: the flow went another way.</span>
          ) : (
            <>
              <span>began {step.startMs < 0.05 ? 'at once' : `after ${formatDuration(step.startMs)}`}</span>
              <span>took {formatDuration(step.durationMs)}</span>
              {step.attempts > 1 ? (
                <span className="text-warning-text">tried {step.attempts} times</span>
              ) : null}
              {step.handle === undefined ? null : (
                <span>
                  left by <code>{step.handle}</code>
                </span>
              )}
              {step.loop?.map((pass) => (
                <span key={pass.nodeId}>
                  pass {pass.index + 1} of <code>{pass.nodeId}</code>
                </span>
              ))}
            </>
          )}
        </p>
      </header>
      <TabsList aria-label="Step">
        {available.map((name) => (
          <TabsTrigger key={name} value={name} className="capitalize">
            {name}
            {name === 'console' && lines.length > 0 ? <Badge>{lines.length}</Badge> : null}
            {name !== 'error' && step.truncated?.includes(name) ? <Badge tone="warning">cut</Badge> : null}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="error" className="p-4">
        {step.error ? <StepErrorView error={step.error} node={node} /> : null}
      </TabsContent>
      <TabsContent value="input" className="p-4">
        <Value value={step.input} label="input" root="" isCut={step.truncated?.includes('input') ?? false} />
      </TabsContent>
      <TabsContent value="output" className="p-4">
        <Value
          value={step.output}
          label="output"
          root={`steps.${step.nodeId}.output`}
          isCut={step.truncated?.includes('output') ?? false}
        />
      </TabsContent>
      <TabsContent value="console" className="p-4">
        {lines.length === 0 ? (
          <Nothing>This step logged nothing.</Nothing>
        ) : (
          <ConsoleView lines={lines} isCut={step.truncated?.includes('console') ?? false} />
        )}
      </TabsContent>
    </Tabs>
  );
}

function Value({
  value,
  label,
  root,
  isCut,
}: {
  value: unknown;
  label: string;
  root: string;
  isCut: boolean;
}) {
  if (value === undefined) return <Nothing>No {label} was recorded.</Nothing>;
  return (
    <div className="grid gap-2">
      {isCut ? (
        <p className="text-warning-text text-xs">
          Too large to be kept whole: what follows is cut. The step itself had all of it.
        </p>
      ) : null}
      <JsonView value={value} label={label} root={root} maxHeight={560} />
    </div>
  );
}

function Nothing({ children }: { children: React.ReactNode }) {
  return <EmptyState title="Nothing here" description={children} className="py-8" />;
}

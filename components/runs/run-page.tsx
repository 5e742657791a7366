'use client';

import { useMemo, useRef, useState } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import { wantsLessMotion } from '#components/ui/wants-less-motion.ts';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { AdviceNote } from './advice-note.tsx';
import { EventDetail } from './event-detail.tsx';
import { FailedAnswer } from './failed-answer.tsx';
import {
  type ChosenPasses,
  choosePass,
  firstStepToShow,
  passChoices,
  passesTo,
  stepKey,
  visibleSteps,
} from './passes.ts';
import { ReplyDetail } from './reply-detail.tsx';
import { adviceOn } from './run-advice.ts';
import { RunCanvas } from './run-canvas.tsx';
import { RunHeader } from './run-header.tsx';
import type { RunDocumentView, RunFailureView, RunRow, StepView } from './run-view.ts';
import { StepDetail } from './step-detail.tsx';
import { StepTimeline } from './step-timeline.tsx';
import { useLiveRefresh } from './use-live-refresh.ts';

interface RunPageProps {
  readonly run: RunRow;
  readonly document: RunDocumentView | null;
  /** Of the version that ran; null where that is gone. */
  readonly graph: GraphDocument | null;
  /** What Vapi said of the answer when the call ended; undefined where it blamed nothing. */
  readonly failure: RunFailureView | undefined;
}

const specs: NodeSpecs = Object.fromEntries(
  Object.entries(definitions).flatMap(([type, spec]) => (spec === undefined ? [] : [[type, spec]])),
);

const noSteps: readonly StepView[] = [];

type Tab = 'step' | 'reply' | 'event';

/** One run: the way it took on the canvas, the steps on a time line, and every detail of the one that is chosen. */
export function RunPage({ run, document, graph, failure }: RunPageProps) {
  useLiveRefresh(run.workflowId, run.status === 'running');
  const steps = document?.steps ?? noSteps;
  const nodes = useMemo(() => new Map(graph?.nodes.map((node) => [node.id, node])), [graph]);
  const first = useMemo(
    () => firstStepToShow(steps, (id) => specs[nodes.get(id)?.type ?? '']?.reply !== undefined),
    [steps, nodes],
  );

  const [selected, setSelected] = useState<string>();
  const [chosenPasses, setChosenPasses] = useState<ChosenPasses>();
  const [tab, setTab] = useState<Tab>(steps.length === 0 ? 'event' : 'step');
  const inspector = useRef<HTMLElement>(null);

  const passes = chosenPasses ?? (first === undefined ? {} : passesTo(first));
  const shown = useMemo(() => visibleSteps(steps, passes), [steps, passes]);
  const choices = useMemo(() => passChoices(steps, passes), [steps, passes]);
  const selectedNode = selected ?? first?.nodeId;
  const step = shown.find(({ nodeId }) => nodeId === selectedNode);
  const advice = adviceOn(run);
  const isFailureShown = tab === 'step' && step === first;

  const select = (nodeId: string) => {
    setSelected(nodeId);
    setTab('step');
    // Below `lg` the details are under the steps: bring them into view.
    if (window.matchMedia('(width < 64rem)').matches) {
      requestAnimationFrame(() =>
        inspector.current?.scrollIntoView({
          behavior: wantsLessMotion() ? 'auto' : 'smooth',
          block: 'start',
        }),
      );
    }
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col lg:h-[calc(100dvh-var(--bar-height))] lg:flex-none">
      <RunHeader run={run} />
      {advice ? (
        <AdviceNote
          advice={advice}
          isShown={isFailureShown}
          onShow={
            first?.status === 'failed'
              ? () => {
                  setChosenPasses(passesTo(first));
                  select(first.nodeId);
                }
              : undefined
          }
        />
      ) : null}
      {failure ? <FailedAnswer run={run} failure={failure} answer={document?.reply?.body} /> : null}
      <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_minmax(24rem,30rem)]">
        <div className="grid min-h-0 min-w-0 lg:grid-rows-[minmax(14rem,1.1fr)_minmax(0,1fr)]">
          <div className="h-64 border-b lg:h-auto">
            {graph === null ? (
              <EmptyState title="The version that ran is no longer kept" />
            ) : (
              <RunCanvas
                graph={graph}
                specs={specs}
                steps={shown}
                triggerNodeId={run.triggerNodeId}
                selectedNodeId={selectedNode}
                onSelect={select}
              />
            )}
          </div>
          <section aria-label="Timeline" className="min-h-0 overflow-y-auto bg-surface dark:bg-background">
            {shown.length === 0 ? (
              <NoSteps run={run} />
            ) : (
              <StepTimeline
                steps={shown}
                nodes={nodes}
                specs={specs}
                passes={choices}
                onPass={(nodeId, index) => setChosenPasses(choosePass(steps, passes, nodeId, index))}
                replyAtMs={run.replyMs}
                selectedKey={step && stepKey(step)}
                onSelect={({ nodeId }) => select(nodeId)}
              />
            )}
          </section>
        </div>
        <aside
          ref={inspector}
          aria-label="Details"
          className="min-h-0 min-w-0 scroll-mt-24 overflow-y-auto border-t bg-surface lg:border-t-0 lg:border-l dark:bg-surface/60"
        >
          <Tabs
            value={tab}
            onValueChange={(value) => setTab(value === 'reply' || value === 'event' ? value : 'step')}
          >
            <TabsList className="sticky top-0 z-10 bg-surface px-4" aria-label="Details of">
              <TabsTrigger value="step">Step</TabsTrigger>
              <TabsTrigger value="reply">Reply</TabsTrigger>
              <TabsTrigger value="event">Event</TabsTrigger>
            </TabsList>
            <TabsContent value="step">
              {step ? (
                <StepDetail key={stepKey(step)} step={step} node={nodes.get(step.nodeId)} />
              ) : (
                <EmptyState
                  title="No step chosen"
                  description="Choose a step on the canvas or in the list."
                />
              )}
            </TabsContent>
            <TabsContent value="reply">
              <h2 className="sr-only">Reply</h2>
              <ReplyDetail run={run} document={document} />
            </TabsContent>
            <TabsContent value="event">
              <h2 className="sr-only">Event</h2>
              <EventDetail eventId={run.eventId} />
            </TabsContent>
          </Tabs>
        </aside>
      </div>
    </div>
  );
}

function NoSteps({ run }: { run: RunRow }) {
  return run.status === 'running' ? (
    <EmptyState title="Running" description="The steps show up here when the run ends." className="py-8" />
  ) : (
    <EmptyState title="No steps were recorded" className="py-8" />
  );
}

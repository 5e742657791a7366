import { ArrowRightToLine, Pencil, Pin, PinOff, Play } from 'lucide-react';
import { useState } from 'react';
import { ConsoleView } from '#components/runs/console-view.tsx';
import { StepErrorView } from '#components/runs/step-error-view.tsx';
import { StepLamp } from '#components/runs/step-lamp.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatDuration } from '#components/ui/format-time.ts';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { insertReference } from '../form/reference-target.ts';
import { givenSteps, type NodeResult, pinFromResult } from '../testing/step-results.ts';
import type { TestStep } from '../testing/test-outcome.ts';
import { whyNotAlone } from '../testing/testing.ts';
import { useTesting, useTestingState } from '../testing/use-testing.ts';
import { PinEditor } from './pin-editor.tsx';
import { ValueExplorer } from './value-explorer.tsx';

/** What comes out of a node: of its last test, or as it was pinned; and the ways to run it. */
export function OutputPart({ node }: { node: GraphNode }) {
  const { specs } = useEditor();
  const isTrigger = specs[node.type]?.trigger !== undefined;
  const result = useTestingState((state) => state.results.get(node.id));
  const pin = useTestingState((state) => state.pins[node.id]);
  const [isEditing, setEditing] = useState(false);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <RunButtons node={node} isTrigger={isTrigger} />
      {isTrigger ? null : <PinBar node={node} result={result} onEdit={() => setEditing(true)} />}
      {isEditing ? (
        <PinEditor
          node={node}
          initial={pin ?? pinFromResult(result) ?? { output: {} }}
          onClose={() => setEditing(false)}
        />
      ) : pin !== undefined ? (
        <ValueExplorer
          value={pin.output}
          root={`steps.${node.id}.output`}
          label="Pinned output"
          onInsert={insertReference}
        />
      ) : result === undefined ? (
        <p className="p-4 text-center text-muted-foreground text-xs text-pretty">
          {isTrigger
            ? 'A trigger gives the event on. Run the flow to see it start.'
            : 'Not run yet. Run to here, or pin an output by hand to go on without it.'}
        </p>
      ) : (
        <Result key={result.test} node={node} result={result} />
      )}
    </div>
  );
}

function RunButtons({ node, isTrigger }: { node: GraphNode; isTrigger: boolean }) {
  const testing = useTesting();
  const running = useTestingState((state) => state.running);
  const isHere = running?.nodeId === node.id;
  const why = useWhyNotAlone(node.id);
  return (
    <div className="grid gap-1 px-3 py-2">
      <div className="flex flex-wrap gap-1.5">
        <Button
          size="xs"
          disabled={running !== undefined}
          onClick={() => void testing.run({ kind: 'until', nodeId: node.id })}
        >
          {isHere && running.kind === 'until' ? <Spinner /> : <ArrowRightToLine />} Run to here
        </Button>
        {isTrigger ? null : (
          <Button
            size="xs"
            disabled={running !== undefined || why !== undefined}
            onClick={() => void testing.run({ kind: 'only', nodeId: node.id })}
          >
            {isHere && running.kind === 'only' ? <Spinner /> : <Play />} Run this step only
          </Button>
        )}
      </div>
      {isTrigger || why === undefined ? null : (
        <p className="text-2xs text-muted-foreground text-pretty">{why}</p>
      )}
    </div>
  );
}

const useWhyNotAlone = (nodeId: string): string | undefined => {
  const { specs } = useEditor();
  const document = useEditorState((state) => state.document);
  const results = useTestingState((state) => state.results);
  const pins = useTestingState((state) => state.pins);
  const steps = givenSteps(document, specs, nodeId, results, pins);
  return steps.ok ? undefined : whyNotAlone(steps);
};

interface PinBarProps {
  readonly node: GraphNode;
  readonly result: NodeResult | undefined;
  readonly onEdit: () => void;
}

function PinBar({ node, result, onEdit }: PinBarProps) {
  const testing = useTesting();
  const pinned = useTestingState((state) => state.pins[node.id]);
  const fresh = pinFromResult(result);
  return (
    <div className="flex items-center gap-1 border-t border-b px-3 py-1">
      <p className="min-w-0 flex-1 truncate text-muted-foreground text-xs">
        {pinned === undefined
          ? 'Pin it to give the same in every test.'
          : 'Pinned: it does not run in tests.'}
      </p>
      <Button
        variant="ghost"
        size="xs"
        aria-label={pinned === undefined ? 'Write the output by hand' : 'Edit the pinned output'}
        onClick={onEdit}
      >
        <Pencil /> {pinned === undefined ? 'Write' : 'Edit'}
      </Button>
      {pinned === undefined ? (
        <Button
          variant="ghost"
          size="xs"
          aria-label="Pin the output"
          disabled={fresh === undefined}
          onClick={() => fresh !== undefined && testing.pin(node.id, fresh)}
        >
          <Pin /> Pin
        </Button>
      ) : (
        <Button
          variant="ghost"
          size="xs"
          aria-label="Unpin the output"
          onClick={() => testing.unpin(node.id)}
        >
          <PinOff /> Unpin
        </Button>
      )}
    </div>
  );
}

function Result({ node, result }: { node: GraphNode; result: NodeResult }) {
  const isStale = useTestingState((state) => state.stale.has(node.id));
  const [index, setIndex] = useState(result.passes.length - 1);
  const step = result.passes[index];
  if (step === undefined) return null;
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2 text-xs tabular-nums">
        <StepLamp status={step.status} />
        <span>
          {STATUS[step.status]}
          {step.status === 'skipped' ? '' : ` in ${formatDuration(step.durationMs)}`}
        </span>
        {step.attempts > 1 ? <span className="text-warning-text">tried {step.attempts} times</span> : null}
        {step.handle === undefined || step.handle === 'out' ? null : (
          <span className="text-muted-foreground">
            left by <code>{step.handle}</code>
          </span>
        )}
        {isStale ? (
          <span className="rounded-sm bg-warning-soft px-1.5 text-warning-text">Stale: changed since</span>
        ) : null}
        {result.passes.length > 1 ? (
          <Select value={String(index)} onValueChange={(value) => setIndex(Number(value))}>
            <SelectTrigger aria-label="Pass" className="ml-auto h-6 w-auto text-xs">
              Pass {index + 1} of {result.passes.length}
            </SelectTrigger>
            <SelectContent>
              {result.passes.map((_pass, each) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a pass is its number
                <SelectItem key={each} value={String(each)}>
                  Pass {each + 1}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        ) : null}
      </div>
      <Given
        node={node}
        step={step}
        isCodeOfRun={node.config.source === result.madeFrom.node.config.source}
      />
    </div>
  );
}

const STATUS: Readonly<Record<TestStep['status'], string>> = {
  completed: 'Completed',
  failed: 'Failed',
  skipped: 'Skipped: the flow went another way',
  cancelled: 'Cancelled',
};

function Given({ node, step, isCodeOfRun }: { node: GraphNode; step: TestStep; isCodeOfRun: boolean }) {
  return (
    <>
      {step.error === undefined ? null : (
        <div className="px-3 pb-3">
          <StepErrorView error={step.error} node={node} isCodeOfRun={isCodeOfRun} />
        </div>
      )}
      {step.truncated?.includes('output') ? (
        <p className="mx-3 mb-2 rounded-md bg-warning-soft px-2.5 py-1.5 text-warning-text text-xs">
          The output is too large to be shown whole; the rest was cut off.
        </p>
      ) : null}
      {step.output === undefined ? null : (
        <ValueExplorer
          key={JSON.stringify(step.loop)}
          value={step.output}
          root={`steps.${node.id}.output`}
          label="Output"
          onInsert={insertReference}
        />
      )}
      {step.console === undefined || step.console.length === 0 ? null : (
        <section aria-label="Console" className="shrink-0 border-t p-3">
          <h3 className="pb-1.5 font-medium text-xs">Console</h3>
          <ConsoleView lines={step.console} isCut={step.truncated?.includes('console') ?? false} />
        </section>
      )}
    </>
  );
}

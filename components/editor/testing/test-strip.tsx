import { ChevronDown, CircleAlert, CircleCheck, CircleX, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatDuration } from '#components/ui/format-time.ts';
import { JsonView } from '#components/ui/json-view.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { budgetState, deadlineOf } from '#lib/nodes/reply-budget.ts';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { LISTENING } from './event-picker.tsx';
import type { TestOutcome, TestRunView } from './test-outcome.ts';
import type { TestGoal } from './testing.ts';
import type { Listening } from './use-listening.ts';
import { useTesting, useTestingState } from './use-testing.ts';

/** Under the bar: what is being tested, and how the last test went. */
export function TestStrip({ listening }: { listening: Listening }) {
  const testing = useTesting();
  const running = useTestingState((state) => state.running);
  const last = useTestingState((state) => state.last);
  if (running !== undefined) {
    return (
      <Strip onClose={testing.cancel} closeLabel="Stop the test">
        <Spinner className="text-signal-text" />
        <Goal goal={running} />
      </Strip>
    );
  }
  if (listening.state !== 'off') {
    return (
      <Strip onClose={listening.stop} closeLabel="Stop listening">
        <span
          className="size-2 animate-pulse rounded-full bg-signal motion-reduce:animate-none"
          aria-hidden="true"
        />
        {LISTENING[listening.state]}
      </Strip>
    );
  }
  if (last === undefined) return null;
  const close = () => {
    testing.dismiss();
    document.querySelector<HTMLElement>('[data-run-test]')?.focus(); // not lost with the button
  };
  return <Last goal={last.goal} outcome={last.outcome} onClose={close} />;
}

function Strip(props: { onClose: () => void; closeLabel: string; children: React.ReactNode }) {
  return (
    <section
      aria-label="Test"
      className="flex items-center gap-2 border-b bg-surface-2/60 py-1 pr-1.5 pl-3 text-sm"
    >
      <p role="status" className="flex min-w-0 flex-1 items-center gap-2 text-pretty">
        {props.children}
      </p>
      <Button variant="ghost" size="icon-xs" aria-label={props.closeLabel} onClick={props.onClose}>
        <X />
      </Button>
    </section>
  );
}

function Goal({ goal }: { goal: TestGoal }) {
  const name = useEditorState(({ document }) => nameOf(document, goal.nodeId));
  if (goal.kind === 'flow') return 'Running the flow…';
  return goal.kind === 'until' ? `Running to “${name}”…` : `Running “${name}” alone…`;
}

function Last({ goal, outcome, onClose }: { goal: TestGoal; outcome: TestOutcome; onClose: () => void }) {
  if (!outcome.ok) {
    return (
      <section
        aria-label="Test"
        className="grid gap-1 border-b bg-danger-soft py-1.5 pr-1.5 pl-3 text-danger-text text-sm"
      >
        <div className="flex items-start gap-2">
          <CircleAlert className="mt-1 size-3.5 shrink-0" aria-hidden="true" />
          <p role="alert" className="min-w-0 flex-1 py-0.5 text-pretty break-words">
            {outcome.issues.length > 0 ? 'The draft cannot run yet.' : outcome.message}
          </p>
          <Button variant="ghost" size="icon-xs" aria-label="Close the result" onClick={onClose}>
            <X />
          </Button>
        </div>
        {outcome.issues.length === 0 ? null : (
          <ul className="grid max-h-40 gap-0.5 overflow-y-auto pr-2 pb-1 pl-5.5">
            {outcome.issues.map(({ code, message, nodeId }) => (
              <li key={`${code}${nodeId ?? ''}${message}`}>
                {nodeId === undefined ? message : <NodeLink nodeId={nodeId}>{message}</NodeLink>}
              </li>
            ))}
          </ul>
        )}
      </section>
    );
  }
  return (
    <section
      aria-label="Test"
      className="max-h-[45dvh] shrink-0 divide-y overflow-y-auto border-b bg-surface-2/60"
    >
      {outcome.runs.map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the runs of one test do not change
        <Ran key={index} goal={goal} run={run} onClose={index === 0 ? onClose : undefined} />
      ))}
    </section>
  );
}

interface RanProps {
  readonly goal: TestGoal;
  readonly run: TestRunView;
  readonly onClose: (() => void) | undefined;
}

function Ran({ goal, run, onClose }: RanProps) {
  const [isOpen, setOpen] = useState(false);
  const failed = run.document.steps.find((step) => step.status === 'failed' && step.error !== undefined);
  const isFine = run.status === 'completed';
  const Icon = isFine ? CircleCheck : CircleX;
  const { reply } = run.document;
  const hasReply = goal.kind === 'flow' && reply !== undefined;
  return (
    <div className="text-sm">
      <div className="flex items-start gap-2 py-1 pr-1.5 pl-3">
        <Icon
          className={cn('mt-1 size-3.5 shrink-0', isFine ? 'text-success' : 'text-danger')}
          aria-hidden="true"
        />
        <div
          role="status"
          className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5 py-0.5 tabular-nums"
        >
          <span className="font-medium">
            {STATUS[run.status]} in {formatDuration(run.durationMs)}
          </span>
          {goal.kind === 'flow' ? <Answered run={run} /> : <UpTo goal={goal} />}
          {run.error === null ? null : (
            <span className="text-danger-text break-words">
              {failed === undefined ? (
                run.error.message
              ) : (
                <NodeLink nodeId={failed.nodeId}>{run.error.message}</NodeLink>
              )}
            </span>
          )}
        </div>
        {hasReply ? (
          <Button variant="ghost" size="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Answer <ChevronDown className={cn('transition-transform', isOpen && 'rotate-180')} />
          </Button>
        ) : null}
        {onClose === undefined ? null : (
          <Button variant="ghost" size="icon-xs" aria-label="Close the result" onClick={onClose}>
            <X />
          </Button>
        )}
      </div>
      {hasReply && isOpen ? (
        <div className="grid gap-1.5 px-3 pb-3">
          <p className="text-muted-foreground text-xs">
            {run.replyStatus === 'reply' ? 'This would go to Vapi' : 'The fallback would go to Vapi'}, HTTP{' '}
            {reply.status}.
          </p>
          <JsonView value={reply.body ?? null} label="Answer to Vapi" maxHeight={240} />
        </div>
      ) : null}
    </div>
  );
}

const STATUS: Readonly<Record<TestRunView['status'], string>> = {
  running: 'Still running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

function UpTo({ goal }: { goal: TestGoal }) {
  const name = useEditorState(({ document }) => nameOf(document, goal.nodeId));
  return (
    <span className="text-muted-foreground">
      {goal.kind === 'until' ? `up to “${name}”` : `“${name}” alone`}
    </span>
  );
}

const REPLIES: Readonly<Record<TestRunView['replyStatus'], string>> = {
  pending: 'not answered',
  reply: 'answered',
  'fallback-deadline': 'the fallback went out: the deadline had passed',
  'fallback-failed': 'the fallback went out: the flow failed',
  'fallback-no-reply': 'the fallback went out: no Reply node ran',
  none: 'Vapi wants no answer',
};

/** How it was answered, against the time that there is. */
function Answered({ run }: { run: TestRunView }) {
  const deadlineMs = useEditorState(({ document }) => {
    const trigger = document.nodes.find(({ id }) => id === run.triggerNodeId);
    return trigger === undefined ? undefined : deadlineOf(trigger.type, trigger.config);
  });
  const isTimed = run.replyStatus === 'reply' && run.replyMs !== null && deadlineMs !== undefined;
  const state = isTimed ? budgetState(run.replyMs ?? 0, deadlineMs) : 'ok';
  return (
    <span className={isTimed && state === 'ok' ? 'text-muted-foreground' : (TONES[run.replyStatus] ?? '')}>
      {REPLIES[run.replyStatus]}
      {isTimed ? ` after ${formatDuration(run.replyMs ?? 0)} of ${formatDuration(deadlineMs)}` : ''}
    </span>
  );
}

const TONES: Partial<Record<TestRunView['replyStatus'], string>> = {
  none: 'text-muted-foreground',
  pending: 'text-muted-foreground',
  reply: 'text-warning-text',
  'fallback-deadline': 'text-danger-text',
  'fallback-failed': 'text-danger-text',
  'fallback-no-reply': 'text-warning-text',
};

/** Words that lead to a node: it is shown, and its panel opens. */
function NodeLink({ nodeId, children }: { nodeId: string; children: string }) {
  const { store } = useEditor();
  const view = useCanvasActions();
  const name = useEditorState(({ document }) => nameOf(document, nodeId));
  return (
    <button
      type="button"
      className="min-h-6 text-left underline underline-offset-2"
      onClick={() => {
        store.getState().select({ nodes: [nodeId] });
        store.getState().setPanelOpen(true);
        view.reveal(nodeId);
      }}
    >
      {children.includes(name) ? children : `${name}: ${children}`}
    </button>
  );
}

const nameOf = (document: GraphDocument, nodeId: string | undefined): string =>
  document.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId ?? '';

import { ChevronDown, CircleCheck, CircleX, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { answerLine, sentAnswer } from '#components/runs/sent-answer.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatDuration } from '#components/ui/format-time.ts';
import { LongText } from '#components/ui/long-text.tsx';
import { ScrollText } from '#components/ui/scroll-text.tsx';
import { budgetState, deadlineOf } from '#lib/nodes/reply-budget.ts';
import { useEditorState } from '../editor-context.tsx';
import { NodeLink, nameOf } from './node-link.tsx';
import type { TestRunView } from './test-outcome.ts';
import type { TestGoal } from './testing.ts';
import { useTestingState } from './use-testing.ts';

interface RanFlowProps {
  readonly goal: TestGoal;
  readonly run: TestRunView;
  readonly onClose: (() => void) | undefined;
}

const LOOKS = {
  fine: { Icon: CircleCheck, tone: 'text-success' },
  handled: { Icon: TriangleAlert, tone: 'text-warning-text' },
  bad: { Icon: CircleX, tone: 'text-danger' },
} as const;

/** How one flow of a test went, and what it would answer. */
export function RanFlow({ goal, run, onClose }: RanFlowProps) {
  const [isOpen, setOpen] = useState(false);
  const isStale = useTestingState((state) => state.isLastStale);
  const failures = run.document.steps.filter((step) => step.status === 'failed');
  const failed = failures.find((step) => step.error !== undefined);
  const handled = new Set(failures.map(({ nodeId }) => nodeId)).size;
  const { Icon, tone } = LOOKS[run.status !== 'completed' ? 'bad' : handled > 0 ? 'handled' : 'fine'];
  const reply = goal.kind === 'flow' ? run.document.reply : undefined;
  const line = answerLine(reply?.body);
  return (
    <div className="text-sm">
      <div className="flex items-start gap-2 py-1 pr-1.5 pl-3">
        <Icon
          className={cn('mt-1 size-3.5 shrink-0', isStale ? 'text-faint-foreground' : tone)}
          aria-hidden="true"
        />
        <div
          role="status"
          className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5 py-0.5 tabular-nums"
        >
          <span className={cn('font-medium', isStale && 'text-muted-foreground')}>
            {STATUS[run.status]} in {formatDuration(run.durationMs)}
            {run.status === 'completed' && failed !== undefined ? (
              <>
                , <NodeLink nodeId={failed.nodeId}>{handledText(handled)}</NodeLink>
              </>
            ) : null}
          </span>
          {isStale ? (
            <Badge tone="outline" title="The flow or the event was changed since: run it again.">
              stale
            </Badge>
          ) : null}
          {goal.kind === 'flow' ? <Answered run={run} /> : <UpTo goal={goal} />}
          {run.error === null ? null : (
            <span className="min-w-0 text-danger-text break-words">
              {failed === undefined ? (
                run.error.message
              ) : (
                <NodeLink nodeId={failed.nodeId} hasName>
                  {run.error.message}
                </NodeLink>
              )}
            </span>
          )}
          {line === '' || reply === undefined ? null : (
            <span className="min-w-0 flex-1 basis-40 truncate text-muted-foreground" title={line}>
              {line}
            </span>
          )}
        </div>
        {reply === undefined ? null : (
          <Button variant="ghost" size="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Answer <ChevronDown className={cn('transition-transform', isOpen && 'rotate-180')} />
          </Button>
        )}
        {onClose === undefined ? null : (
          <Button variant="ghost" size="icon-xs" aria-label="Close the result" onClick={onClose}>
            <X />
          </Button>
        )}
      </div>
      {reply !== undefined && isOpen ? <Answer reply={reply} isOwn={run.replyStatus === 'reply'} /> : null}
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

const handledText = (steps: number): string =>
  steps === 1 ? '1 step failed and was handled' : `${steps} steps failed and were handled`;

/** The body as text, so that what is long can be read. */
function Answer({
  reply,
  isOwn,
}: {
  reply: NonNullable<TestRunView['document']['reply']>;
  /** A Reply step gave it. */
  isOwn: boolean;
}) {
  const { body, partOf } = sentAnswer(reply);
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? null, null, 2);
  return (
    <div className="grid gap-1.5 px-3 pb-3">
      <p className="text-muted-foreground text-xs">
        {isOwn ? 'This would go to Vapi' : 'The fallback would go to Vapi'}, HTTP {reply.status}.
        {partOf === undefined ? '' : ` ${partOf}`}
      </p>
      <section
        aria-label="Body of the answer"
        className="relative rounded-md border bg-surface dark:bg-background/50"
      >
        <CopyButton
          value={text}
          label="Copy the answer"
          size="icon-xs"
          className="absolute top-1 right-1 bg-surface"
        />
        <ScrollText className="max-h-60 overflow-auto py-2 pr-9 pl-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap">
          <LongText>{text}</LongText>
        </ScrollText>
      </section>
    </div>
  );
}

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
  'fallback-deadline': 'the fallback would go out: the deadline had passed',
  'fallback-failed': 'the fallback would go out: the flow failed',
  'fallback-no-reply': 'the fallback would go out: no Reply node ran',
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

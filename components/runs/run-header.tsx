import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatDuration } from '#components/ui/format-time.ts';
import { LocalTime } from '#components/ui/relative-time.tsx';
import { OpenInEditor } from './open-in-editor.tsx';
import { ReplayButton } from './replay-button.tsx';
import { ReplyBadge, RunStatusLabel } from './run-status.tsx';
import type { RunRow } from './run-view.ts';
import { shortId } from './short-id.ts';

/** The run in one line: how it went, what started it, how fast, and what can be done. */
export function RunHeader({ run }: { run: RunRow }) {
  const runs = `/workflows/${run.workflowId}/runs`;
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-3 py-2 sm:px-4">
      <div className="flex min-w-0 items-center gap-2">
        <Button asChild variant="ghost" size="icon-sm">
          <Link href={runs} aria-label="All runs">
            <ChevronLeft />
          </Link>
        </Button>
        <h1 className="flex min-w-0 items-center gap-2 text-base">
          <RunStatusLabel status={run.status} />
          <span className="truncate font-semibold">{run.triggerName}</span>
        </h1>
        {run.isReplay ? <Badge tone="outline">replay</Badge> : null}
      </div>
      <dl className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted-foreground text-xs tabular-nums">
        <Fact name="Answer">
          <ReplyBadge status={run.replyStatus} />
          {run.replyMs === null ? null : <span>{formatDuration(run.replyMs)}</span>}
        </Fact>
        <Fact name="Duration">{run.durationMs === null ? '–' : formatDuration(run.durationMs)}</Fact>
        <Fact name="Started">
          <LocalTime at={run.startedAt} />
        </Fact>
        <Fact name="Version">
          <Link
            href={`/workflows/${run.workflowId}?version=${run.versionNumber}`}
            className="underline-offset-2 hover:text-foreground hover:underline"
          >
            v{run.versionNumber}
          </Link>
        </Fact>
        {run.callId === null ? null : (
          <Fact name="Call">
            <Link
              href={`${runs}?q=${encodeURIComponent(run.callId)}`}
              title={`All runs of the call ${run.callId}`}
              className="font-mono underline-offset-2 hover:text-foreground hover:underline"
            >
              {shortId(run.callId)}
            </Link>
            <CopyButton value={run.callId} label="Copy the call id" size="icon-xs" />
          </Fact>
        )}
      </dl>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <OpenInEditor workflowId={run.workflowId} eventId={run.eventId} triggerNodeId={run.triggerNodeId} />
        <ReplayButton workflowId={run.workflowId} eventId={run.eventId} />
      </div>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex items-center gap-1.5">
      <dt className="text-faint-foreground">{name}</dt>
      <dd className="flex items-center gap-1.5 text-foreground">{children}</dd>
    </div>
  );
}

import { Badge } from '#components/ui/badge.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatDuration } from '#components/ui/format-time.ts';
import { JsonView } from '#components/ui/json-view.tsx';
import { HeaderTable } from './header-table.tsx';
import { ReplyBadge, replyMeaning } from './run-status.tsx';
import type { ReplyView, RunDocumentView, RunRow } from './run-view.ts';
import { sentAnswer } from './sent-answer.ts';

interface ReplyDetailProps {
  readonly run: RunRow;
  readonly document: RunDocumentView | null;
}

/** What went back to Vapi for this run, as it was sent. */
export function ReplyDetail({ run, document }: ReplyDetailProps) {
  const reply = document?.reply;
  const lateReply = document?.lateReply;
  return (
    <div className="grid gap-4 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <ReplyBadge status={run.replyStatus} />
        {run.replyMs === null ? null : (
          <span className="text-muted-foreground text-xs tabular-nums">
            after {formatDuration(run.replyMs)}
          </span>
        )}
        {run.isReplay ? <Badge tone="outline">replay: sent to nobody</Badge> : null}
      </div>
      <p className="text-muted-foreground text-sm text-pretty">{replyMeaning(run.replyStatus)}</p>
      {reply === undefined ? (
        <EmptyState title="No answer recorded" className="py-6" />
      ) : (
        <>
          <Section title={`HTTP ${reply.status}`}>
            <HeaderTable headers={reply.headers} />
          </Section>
          <Body reply={reply} />
        </>
      )}
      {lateReply === undefined ? null : (
        <Section title="Late reply, not sent">
          <p className="text-muted-foreground text-xs">
            The flow’s own answer. It came after the fallback had gone out.
          </p>
          <JsonView value={lateReply} label="late reply" root="" />
        </Section>
      )}
    </div>
  );
}

function Body({ reply }: { reply: ReplyView }) {
  const { body, partOf } = sentAnswer(reply);
  return (
    <Section title={partOf === undefined ? 'Body' : 'Entry of the body'}>
      {partOf === undefined ? null : <p className="text-muted-foreground text-xs">{partOf}</p>}
      <JsonView value={body} label="reply body" root="" />
    </Section>
  );
}

export function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="font-medium text-sm">{title}</h3>
      {children}
    </section>
  );
}

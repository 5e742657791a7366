import { PhoneOff } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { JsonView } from '#components/ui/json-view.tsx';
import { failureAdvice } from './failure-advice.ts';
import type { RunFailureView, RunRow } from './run-view.ts';

interface FailedAnswerProps {
  readonly run: RunRow;
  readonly failure: RunFailureView;
  /** What we had sent; undefined where it is not kept. */
  readonly answer: unknown;
}

/** On top of a run whose answer ended the call: Vapi's own words, what we had sent, and what to do. */
export function FailedAnswer({ run, failure, answer }: FailedAnswerProps) {
  const { title, advice } = failureAdvice(failure.endedReason);
  const sent = answer ?? failure.response;
  return (
    <section
      aria-label="What Vapi said of this answer"
      className="flex shrink-0 items-start gap-2.5 border-b bg-danger-soft px-4 py-3 max-sm:flex-wrap lg:max-h-[45dvh] lg:overflow-y-auto dark:bg-danger-soft/55"
    >
      <PhoneOff className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden="true" />
      <div className="grid min-w-0 flex-1 gap-2 text-sm max-sm:basis-4/5">
        <div className="grid gap-0.5">
          <h2 className="font-medium text-sm">{title}</h2>
          <p className="text-muted-foreground text-pretty">{advice}</p>
        </div>
        {failure.words.length === 0 ? null : (
          <blockquote className="grid gap-1 border-danger/50 border-l-2 pl-3">
            {failure.words.map((words) => (
              <p key={words} className="break-words whitespace-pre-wrap font-mono text-xs">
                {words}
              </p>
            ))}
            <footer className="text-muted-foreground text-xs">
              Vapi
              {failure.endedReason === null ? null : (
                <>
                  , <code>{failure.endedReason}</code>
                </>
              )}
            </footer>
          </blockquote>
        )}
        {failure.words.length === 0 && failure.endedReason !== null ? (
          <p className="text-muted-foreground text-xs">
            Vapi says <code>{failure.endedReason}</code> and no more.
          </p>
        ) : null}
        {sent === undefined ? null : (
          <details className="group">
            <summary className="w-fit cursor-pointer rounded-sm text-xs underline-offset-2 hover:underline">
              The answer that Vapi got
            </summary>
            <JsonView value={sent} label="answer" root="" maxHeight={240} className="mt-2" />
          </details>
        )}
      </div>
      {run.callId === null ? null : (
        <Button asChild size="sm">
          <Link href={`/workflows/${run.workflowId}/events?call=${encodeURIComponent(run.callId)}`}>
            Events of the call
          </Link>
        </Button>
      )}
    </section>
  );
}

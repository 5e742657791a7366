'use client';

import Link from 'next/link';
import { useEffect, useMemo, useState } from 'react';
import { readEventBody } from '#app/actions/events.ts';
import { FormAlert } from '#components/auth/form-alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { JsonView } from '#components/ui/json-view.tsx';
import { LongText } from '#components/ui/long-text.tsx';
import { ScrollText } from '#components/ui/scroll-text.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { HeaderTable } from './header-table.tsx';
import { Section } from './reply-detail.tsx';
import type { EventBody } from './run-view.ts';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'loaded'; readonly body: EventBody };

/** The message as Vapi posted it. Loaded when it is looked at: a report may have megabytes. */
export function EventDetail({ eventId }: { eventId: string }) {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try loads again
  useEffect(() => {
    let isCurrent = true;
    setLoaded({ state: 'loading' });
    void readEventBody(eventId)
      .catch(() => ({ ok: false, message: 'The server did not answer.' }) as const)
      .then((result) => {
        if (!isCurrent) return;
        setLoaded(
          result.ok ? { state: 'loaded', body: result.body } : { state: 'failed', message: result.message },
        );
      });
    return () => {
      isCurrent = false;
    };
  }, [eventId, tries]);

  switch (loaded.state) {
    case 'loading':
      return (
        <div className="grid gap-3 p-4" role="status" aria-label="Loading the event">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-24" />
          <Skeleton className="h-64" />
        </div>
      );
    case 'failed':
      return (
        <div className="grid justify-items-start gap-3 p-4">
          <FormAlert>{loaded.message}</FormAlert>
          <Button onClick={() => setTries(tries + 1)}>Try again</Button>
        </div>
      );
    case 'loaded':
      return (
        <div className="grid gap-4 p-4">
          {loaded.body.blamedRun ? <BlamedRun run={loaded.body.blamedRun} /> : null}
          <Section title="Body">
            <Body text={loaded.body.text} />
          </Section>
          <Section title="Headers">
            <HeaderTable headers={loaded.body.headers} />
          </Section>
        </div>
      );
  }
}

/** The call ended because of an answer of ours: where that came from. */
function BlamedRun({ run }: { run: NonNullable<EventBody['blamedRun']> }) {
  return (
    <p className="rounded-md bg-danger-soft px-3 py-2 text-danger-text text-sm text-pretty">
      The call ended because of the answer to “{run.name}”.{' '}
      <Link
        href={`/workflows/${run.workflowId}/runs/${run.id}`}
        className="font-medium underline underline-offset-2"
      >
        Open the run that answered
      </Link>
    </p>
  );
}

/** As a tree where it is JSON, else as it came. What flows call `event` is the inner `message`. */
function Body({ text }: { text: string }) {
  const parsed = useMemo(() => parse(text), [text]); // another value would be a new tree
  if (!parsed.ok) {
    return (
      <ScrollText className="max-h-[30rem] overflow-auto rounded-md border bg-surface p-3 font-mono text-xs break-all whitespace-pre-wrap dark:bg-background/50">
        {text === '' ? 'empty' : <LongText>{text}</LongText>}
      </ScrollText>
    );
  }
  const message = messageOf(parsed.value);
  return message === undefined ? (
    <JsonView value={parsed.value} label="event body" root="" maxHeight={520} />
  ) : (
    <JsonView value={message} label="event" root="event" maxHeight={520} />
  );
}

const parse = (text: string): { ok: true; value: unknown } | { ok: false } => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
};

const messageOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'message' in value && Object.keys(value).length === 1
    ? value.message
    : undefined;

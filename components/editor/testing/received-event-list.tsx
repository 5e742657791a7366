import { Command } from 'cmdk';
import { useEffect, useState } from 'react';
import { listReceivedEvents, type ReceivedEvent, type ReceivedEvents } from '#app/actions/test-runs.ts';
import { shortId } from '#components/runs/short-id.ts';
import { Button } from '#components/ui/button.tsx';
import { formatBytes } from '#components/ui/format-time.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { eventInfo } from '#lib/vapi/events.ts';
import { useEditor } from '../editor-context.tsx';
import { PickItem, PickSearch } from './pick-item.tsx';
import type { PickedEvent } from './picked-event.ts';
import { useTestingState } from './use-testing.ts';

const TYPING_MS = 250; // one question to the server for a word, not one for each letter

/** Every message of Vapi that came to this workflow, newest first. */
export function ReceivedEventList({ onPick }: { onPick: (picked: PickedEvent) => void }) {
  const [search, setSearch] = useState('');
  const { found, isLost, loadOlder } = useReceived(search);
  const pickedId = useTestingState(({ picked }) => (picked?.kind === 'received' ? picked.id : undefined));
  return (
    <Command
      shouldFilter={false}
      loop
      label="Received events"
      className="flex min-h-0 flex-1 flex-col outline-none"
    >
      <PickSearch
        value={search}
        onValueChange={setSearch}
        placeholder="Search by event, call id or event id"
      />
      <Command.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5">
        {isLost ? (
          <p className="px-2 py-6 text-center text-muted-foreground text-xs">
            The server does not answer. Try again in a moment.
          </p>
        ) : found === undefined ? (
          <div className="grid gap-2 p-2">
            <Skeleton className="h-8" />
            <Skeleton className="h-8" />
            <Skeleton className="h-8" />
          </div>
        ) : (
          <>
            <Command.Empty className="px-4 py-6 text-center text-muted-foreground text-xs text-pretty">
              {search.trim() === ''
                ? 'Nothing has come in yet. Press Listen and call your assistant, or take a sample.'
                : `No event fits “${search.trim()}”. Search for a type, or for a whole call id.`}
            </Command.Empty>
            {found.events.map((event) => (
              <ReceivedItem key={event.id} event={event} isPicked={event.id === pickedId} onPick={onPick} />
            ))}
            {found.nextCursor === null ? null : (
              <Button variant="ghost" size="sm" className="mt-1 w-full" onClick={loadOlder}>
                Show older events
              </Button>
            )}
          </>
        )}
      </Command.List>
    </Command>
  );
}

function ReceivedItem({
  event: { id, type, callId, receivedAt, size, tools },
  isPicked,
  onPick,
}: {
  event: ReceivedEvent;
  isPicked: boolean;
  onPick: (picked: PickedEvent) => void;
}) {
  return (
    <PickItem
      value={id}
      title={tools.length > 0 ? tools.join(', ') : eventInfo(type).label}
      detail={
        <>
          {type}
          {callId === null ? '' : ` · call ${shortId(callId)}`} · {formatBytes(size)}
        </>
      }
      aside={<RelativeTime at={receivedAt} />}
      isPicked={isPicked}
      onPick={() => onPick({ kind: 'received', id, type, callId, receivedAt, tools })}
    />
  );
}

const useReceived = (search: string) => {
  const { workflowId } = useEditor();
  const [found, setFound] = useState<ReceivedEvents>();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      try {
        const page = await listReceivedEvents(workflowId, { search });
        if (isOver) return;
        setFound(page);
        setLost(false);
      } catch {
        if (!isOver) setLost(true);
      }
    };
    const timer = setTimeout(() => void read(), search === '' ? 0 : TYPING_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [workflowId, search]);
  const loadOlder = async () => {
    if (found === undefined || found.nextCursor === null) return;
    try {
      const page = await listReceivedEvents(workflowId, { cursor: found.nextCursor });
      setFound((before) =>
        before === found ? { ...page, events: [...found.events, ...page.events] } : before,
      );
    } catch {
      setLost(true);
    }
  };
  return { found, isLost, loadOlder };
};

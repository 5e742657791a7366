'use client';

import { Inbox, Plus, Repeat } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useMemo, useState } from 'react';
import { EventMenuItem } from '#components/events/event-menu.tsx';
import { EventSelect } from '#components/events/event-select.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatBytes } from '#components/ui/format-time.ts';
import { LocalTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { Sheet, SheetContent } from '#components/ui/sheet.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx';
import { eventInfo } from '#lib/vapi/events.ts';
import { EventDetail } from './event-detail.tsx';
import { DispositionLabel, dispositions } from './event-disposition.tsx';
import { FilterSelect } from './filter-select.tsx';
import { FilteredList } from './filtered-list.tsx';
import { OpenInEditor } from './open-in-editor.tsx';
import { ReplayButton } from './replay-button.tsx';
import type { EventRow } from './run-view.ts';
import { SearchField } from './search-field.tsx';
import { shortId } from './short-id.ts';
import { useUrlFilter } from './use-url-filter.ts';

interface EventListProps {
  readonly workflowId: string;
  readonly events: readonly EventRow[];
  readonly nextCursor: string | null;
  /** The types that can be chosen in the filter. */
  readonly types: readonly string[];
  readonly whenEmpty: ReactNode;
}

const dispositionOptions = Object.entries(dispositions).map(([value, { label }]) => ({ value, label }));

/** Everything that was posted to the server URL, whatever became of it. */
export function EventList({ workflowId, events, nextCursor, types, whenEmpty }: EventListProps) {
  const filter = useUrlFilter();
  const [opened, setOpened] = useState<EventRow>();
  const filterable = useMemo(() => types.map(eventInfo), [types]);
  return (
    <>
      <FilteredList
        workflowId={workflowId}
        noun="event"
        icon={Inbox}
        filter={filter}
        filteredBy={['disposition', 'type', 'call', 'event']}
        count={events.length}
        nextCursor={nextCursor}
        whenEmpty={whenEmpty}
        fields={
          <>
            <SearchField
              label="Call id"
              value={filter.get('call')}
              onSearch={(call) => filter.set({ call })}
            />
            <FilterSelect
              label="What became of it"
              allLabel="Handled or not"
              value={filter.get('disposition')}
              onValue={(disposition) => filter.set({ disposition })}
              options={dispositionOptions}
            />
            <EventSelect
              label="Event type"
              value={filter.get('type')}
              onPick={(type) => filter.set({ type })}
              events={filterable}
              className="w-auto min-w-34 max-w-52"
              before={(search, close) =>
                search === '' ? (
                  <EventMenuItem
                    value=" any" // no type begins with a space
                    isChosen={filter.get('type') === ''}
                    onPick={() => {
                      close();
                      filter.set({ type: '' });
                    }}
                  >
                    <span className="flex-1">Any type</span>
                  </EventMenuItem>
                ) : null
              }
            >
              {filter.get('type') === '' ? 'Any type' : eventInfo(filter.get('type')).label}
            </EventSelect>
          </>
        }
      >
        <EventTable events={events} onOpen={setOpened} />
        <ul className="divide-y md:hidden">
          {events.map((event) => (
            <EventCard key={event.id} event={event} onOpen={setOpened} />
          ))}
        </ul>
      </FilteredList>
      <Sheet open={opened !== undefined} onOpenChange={(open) => (open ? undefined : setOpened(undefined))}>
        {opened ? <EventSheet event={opened} /> : null}
      </Sheet>
    </>
  );
}

interface RowsProps {
  readonly onOpen: (event: EventRow) => void;
}

function EventTable({ events, onOpen }: RowsProps & { events: readonly EventRow[] }) {
  return (
    <Table className="max-md:hidden">
      <TableHead>
        <tr>
          <TableHeader>Event</TableHeader>
          <TableHeader>Outcome</TableHeader>
          <TableHeader className="text-right">Answered</TableHeader>
          <TableHeader className="text-right max-lg:hidden">Size</TableHeader>
          <TableHeader className="max-lg:hidden">Call</TableHeader>
          <TableHeader>Received</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {events.map((event) => (
          <TableRow key={event.id} className="relative">
            <TableCell className="max-w-72">
              <OpenButton event={event} onOpen={onOpen} />
            </TableCell>
            <TableCell className="max-w-80">
              <DispositionLabel event={event} />
              {event.reason ? (
                <span className="block truncate text-muted-foreground text-xs" title={event.reason}>
                  {event.reason}
                </span>
              ) : null}
            </TableCell>
            <TableCell className="text-right text-muted-foreground tabular-nums">
              {event.statusCode}
            </TableCell>
            <TableCell className="text-right text-muted-foreground tabular-nums max-lg:hidden">
              {formatBytes(event.size)}
            </TableCell>
            <TableCell className="font-mono text-muted-foreground text-xs max-lg:hidden">
              {event.callId === null ? '–' : <span title={event.callId}>{shortId(event.callId)}</span>}
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <RelativeTime at={event.receivedAt} />
            </TableCell>
            <TableCell className="text-right whitespace-nowrap">
              <EventActions event={event} isCompact />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function EventCard({ event, onOpen }: RowsProps & { event: EventRow }) {
  return (
    <li className="relative grid gap-1.5 px-4 py-3">
      <div className="flex items-center justify-between gap-3">
        <OpenButton event={event} onOpen={onOpen} />
        <span className="shrink-0 text-muted-foreground text-xs">
          <RelativeTime at={event.receivedAt} />
        </span>
      </div>
      <div className="flex items-center gap-3 text-xs">
        <DispositionLabel event={event} />
        <span className="text-muted-foreground tabular-nums">HTTP {event.statusCode}</span>
        <span className="text-muted-foreground tabular-nums">{formatBytes(event.size)}</span>
      </div>
      {event.reason ? <p className="line-clamp-2 text-muted-foreground text-xs">{event.reason}</p> : null}
    </li>
  );
}

/** A malformed body has no type that could be trusted. */
const eventLabel = (event: EventRow): string =>
  event.disposition === 'malformed' ? 'Not a Vapi message' : eventInfo(event.type).label;

/** What tells it from others of its kind: the tools that it called, else its type as Vapi writes it. */
const eventDetail = (event: EventRow): string | undefined => {
  if (event.tools.length > 0) return event.tools.join(', ');
  return eventLabel(event) === event.type || event.disposition === 'malformed' ? undefined : event.type;
};

/** The name of the event; the whole row is its button. */
function OpenButton({ event, onOpen }: RowsProps & { event: EventRow }) {
  const label = eventLabel(event);
  const detail = eventDetail(event);
  return (
    <button
      type="button"
      onClick={() => onOpen(event)}
      className="flex min-w-0 max-w-full items-baseline gap-2 text-left before:absolute before:inset-0 before:content-['']"
    >
      <span className="truncate font-medium">{label}</span>
      {detail === undefined ? null : (
        <code className="truncate text-muted-foreground text-xs" title={detail}>
          {detail}
        </code>
      )}
    </button>
  );
}

/** A flow can be drawn for an event that none took; a repeated one leads to the first; what was understood can be tested with and replayed. */
function EventActions({ event, isCompact }: { event: EventRow; isCompact: boolean }) {
  return (
    <span className="inline-flex items-center gap-1">
      {event.disposition === 'unhandled' ? (
        <Button asChild size="sm" className="relative">
          <Link href={`/workflows/${event.workflowId}?addTrigger=${encodeURIComponent(event.type)}`}>
            <Plus />
            Add flow
          </Link>
        </Button>
      ) : null}
      {event.duplicateOf === null ? null : (
        <Button asChild size="sm" className="relative">
          <Link href={`/workflows/${event.workflowId}/events?event=${event.duplicateOf}`}>
            <Repeat />
            First event
          </Link>
        </Button>
      )}
      {event.disposition === 'refused' || event.disposition === 'malformed' ? null : (
        <OpenInEditor
          workflowId={event.workflowId}
          eventId={event.id}
          triggerNodeId={event.run?.triggerNodeId}
          isCompact={isCompact}
        />
      )}
      {event.disposition === 'handled' || event.disposition === 'unhandled' ? (
        <ReplayButton workflowId={event.workflowId} eventId={event.id} isCompact={isCompact} />
      ) : null}
    </span>
  );
}

function EventSheet({ event }: { event: EventRow }) {
  return (
    <SheetContent
      title={event.tools.length > 0 ? `${eventLabel(event)}: ${event.tools.join(', ')}` : eventLabel(event)}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-0.5">
          <DispositionLabel event={event} />
          <span>HTTP {event.statusCode}</span>
          <span>{formatBytes(event.size)}</span>
          <LocalTime at={event.receivedAt} />
        </span>
      }
    >
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-3">
        <EventActions event={event} isCompact={false} />
        {event.disposition === 'handled' ? (
          <Button asChild>
            <Link href={`/workflows/${event.workflowId}/runs?q=${event.id}`}>Runs of this event</Link>
          </Button>
        ) : null}
        {event.duplicateOf === null ? null : (
          <Button asChild>
            <Link href={`/workflows/${event.workflowId}/runs?q=${event.duplicateOf}`}>
              Runs of the first event
            </Link>
          </Button>
        )}
        {event.reason ? <p className="basis-full text-muted-foreground text-sm">{event.reason}</p> : null}
      </div>
      <EventDetail eventId={event.id} />
    </SheetContent>
  );
}

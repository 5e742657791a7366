'use client';

import { Activity } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatDuration } from '#components/ui/format-time.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx';
import { FilterSelect } from './filter-select.tsx';
import { FilteredList } from './filtered-list.tsx';
import { ReplayButton } from './replay-button.tsx';
import { ReplyBadge, RunStatusLabel, runStatuses } from './run-status.tsx';
import type { RunRow } from './run-view.ts';
import { SearchField } from './search-field.tsx';
import { shortId } from './short-id.ts';
import { useUrlFilter } from './use-url-filter.ts';

interface RunListProps {
  readonly workflowId: string;
  readonly runs: readonly RunRow[];
  readonly nextCursor: string | null;
  readonly triggers: readonly { readonly id: string; readonly name: string }[];
  /** Shown where the workflow has no run at all. */
  readonly whenEmpty: ReactNode;
}

const statusOptions = Object.entries(runStatuses).map(([value, { label }]) => ({ value, label }));

const deliveryOptions = [{ value: 'repeated', label: 'Repeated' }];

/** The runs of a workflow, newest first; the first page follows what happens. */
export function RunList({ workflowId, runs, nextCursor, triggers, whenEmpty }: RunListProps) {
  const filter = useUrlFilter();
  return (
    <FilteredList
      workflowId={workflowId}
      noun="run"
      icon={Activity}
      filter={filter}
      filteredBy={['status', 'trigger', 'delivery', 'q']}
      count={runs.length}
      nextCursor={nextCursor}
      whenEmpty={whenEmpty}
      elsewhere={
        filter.get('q') === '' ? undefined : (
          <Button asChild>
            <Link href={`/workflows/${workflowId}/events?call=${encodeURIComponent(filter.get('q'))}`}>
              Look under Events
            </Link>
          </Button>
        )
      }
      fields={
        <>
          <SearchField
            label="Call, tool or error"
            value={filter.get('q')}
            onSearch={(q) => filter.set({ q })}
          />
          <FilterSelect
            label="Status"
            allLabel="Any status"
            value={filter.get('status')}
            onValue={(status) => filter.set({ status })}
            options={statusOptions}
          />
          <FilterSelect
            label="Trigger"
            allLabel="Any trigger"
            value={filter.get('trigger')}
            onValue={(trigger) => filter.set({ trigger })}
            options={triggers.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FilterSelect
            label="Delivery"
            allLabel="Any delivery"
            value={filter.get('delivery')}
            onValue={(delivery) => filter.set({ delivery })}
            options={deliveryOptions}
          />
        </>
      }
    >
      <RunTable runs={runs} />
      <ul className="divide-y md:hidden">
        {runs.map((run) => (
          <RunCard key={run.id} run={run} />
        ))}
      </ul>
    </FilteredList>
  );
}

function RunTable({ runs }: { runs: readonly RunRow[] }) {
  return (
    <Table className="max-md:hidden">
      <TableHead>
        <tr>
          <TableHeader>Status</TableHeader>
          <TableHeader>Trigger</TableHeader>
          <TableHeader>Answer</TableHeader>
          <TableHeader className="text-right">Reply after</TableHeader>
          <TableHeader className="text-right">Duration</TableHeader>
          <TableHeader className="max-lg:hidden">Call</TableHeader>
          <TableHeader>Started</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id} className="relative">
            <TableCell>
              <Link href={runAddress(run)} className="before:absolute before:inset-0 before:content-['']">
                <RunStatusLabel status={run.status} />
              </Link>
            </TableCell>
            <TableCell className="max-w-80">
              <TriggerName run={run} />
              {run.errorMessage ? (
                <span className="block truncate text-danger-text text-xs" title={run.errorMessage}>
                  {run.errorMessage}
                </span>
              ) : null}
            </TableCell>
            <TableCell className="space-x-1">
              <ReplyBadge status={run.replyStatus} />
              {run.isBlamed ? <BlamedMark /> : null}
            </TableCell>
            <TableCell className="text-right tabular-nums">{duration(run.replyMs)}</TableCell>
            <TableCell className="text-right text-muted-foreground tabular-nums">
              {duration(run.durationMs)}
            </TableCell>
            <TableCell className="max-lg:hidden">
              <CallId run={run} />
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <RelativeTime at={run.startedAt} />
            </TableCell>
            <TableCell className="w-10 text-right">
              <ReplayButton workflowId={run.workflowId} eventId={run.eventId} isCompact />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function RunCard({ run }: { run: RunRow }) {
  return (
    <li className="relative grid grid-cols-1 gap-1.5 px-4 py-3">
      <div className="flex items-center gap-3">
        <Link href={runAddress(run)} className="before:absolute before:inset-0 before:content-['']">
          <RunStatusLabel status={run.status} />
        </Link>
        <span className="min-w-0 flex-1">
          <TriggerName run={run} isCompact />
        </span>
        <span className="shrink-0 text-muted-foreground text-xs">
          <RelativeTime at={run.startedAt} />
        </span>
      </div>
      {run.errorMessage ? <p className="line-clamp-2 text-danger-text text-xs">{run.errorMessage}</p> : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-xs tabular-nums">
        <ReplyBadge status={run.replyStatus} />
        {run.isReplay ? <ReplayMark /> : null}
        {run.isBlamed ? <BlamedMark /> : null}
        {run.replyMs === null ? null : <span>after {formatDuration(run.replyMs)}</span>}
        {run.durationMs === null ? null : <span>{formatDuration(run.durationMs)} in all</span>}
      </div>
    </li>
  );
}

const runAddress = (run: RunRow): string => `/workflows/${run.workflowId}/runs/${run.id}`;

const duration = (ms: number | null): ReactNode =>
  ms === null ? <span className="text-faint-foreground">–</span> : formatDuration(ms);

/** `isCompact`: that it is a replay stands elsewhere. */
function TriggerName({ run, isCompact = false }: { run: RunRow; isCompact?: boolean }) {
  const what = run.toolName ?? run.eventType;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate">{run.triggerName}</span>
      {what === run.triggerName ? null : (
        <code className="truncate text-muted-foreground text-xs">{what}</code>
      )}
      {run.isReplay && !isCompact ? <ReplayMark /> : null}
    </span>
  );
}

function ReplayMark() {
  return <Badge tone="outline">replay</Badge>;
}

/** The call ended because of this answer; the run's page says why. */
function BlamedMark() {
  return (
    <Badge tone="danger" title="The call ended because of this answer: open the run to see why.">
      ended the call
    </Badge>
  );
}

function CallId({ run }: { run: RunRow }) {
  if (run.callId === null) return <span className="text-faint-foreground">–</span>;
  return (
    <Link
      href={`/workflows/${run.workflowId}/runs?q=${encodeURIComponent(run.callId)}`}
      title={`All runs of the call ${run.callId}`}
      className="relative font-mono text-muted-foreground text-xs underline-offset-2 hover:text-foreground hover:underline"
    >
      {shortId(run.callId)}
    </Link>
  );
}

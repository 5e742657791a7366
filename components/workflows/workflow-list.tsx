'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { WorkflowLamp } from '#components/shell/workflow-lamp.tsx';
import { Card } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Input } from '#components/ui/input.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '#components/ui/table.tsx';
import { PublishState } from './publish-state.tsx';
import { RunCount } from './run-count.tsx';
import { TriggerChips } from './trigger-chips.tsx';
import { useWorkflowRemoval } from './use-workflow-removal.ts';
import { WorkflowMenu } from './workflow-menu.tsx';
import type { WorkflowRow } from './workflow-row.ts';

/** All workflows, found by name or trigger. On phones each is a card of three lines. */
export function WorkflowList({ workflows }: { workflows: readonly WorkflowRow[] }) {
  const [text, setText] = useState('');
  const { hidden, remove } = useWorkflowRemoval();
  const needle = text.trim().toLowerCase();
  const shown = workflows.filter((workflow) => !hidden.has(workflow.id) && matches(workflow, needle));

  return (
    <div className="grid gap-3">
      {workflows.length > 5 || needle !== '' ? (
        <div className="relative sm:max-w-72">
          <Search
            className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-faint-foreground"
            aria-hidden="true"
          />
          <Input
            type="search"
            aria-label="Find workflows"
            placeholder="Find by name or trigger"
            className="pl-8"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      ) : null}
      {shown.length === 0 ? (
        <Card>
          <EmptyState
            icon={Search}
            title="No workflow matches"
            description={
              needle === ''
                ? 'All workflows are being deleted.'
                : `Nothing has “${text.trim()}” in its name or triggers.`
            }
          />
        </Card>
      ) : (
        <Card className="overflow-hidden">
          <Table className="max-md:hidden">
            <TableHead>
              <tr>
                <TableHeader>Name</TableHeader>
                <TableHeader>Answers to</TableHeader>
                <TableHeader className="max-lg:hidden">State</TableHeader>
                <TableHeader className="text-right">Runs, 24 h</TableHeader>
                <TableHeader>Last event</TableHeader>
                <TableHeader className="max-lg:hidden">Changed</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {shown.map((workflow) => (
                <Row key={workflow.id} workflow={workflow} onRemove={remove} />
              ))}
            </TableBody>
          </Table>
          <ul className="divide-y md:hidden">
            {shown.map((workflow) => (
              <PhoneCard key={workflow.id} workflow={workflow} onRemove={remove} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

const matches = (workflow: WorkflowRow, needle: string): boolean =>
  workflow.name.toLowerCase().includes(needle) ||
  workflow.triggers.some(({ name }) => name.toLowerCase().includes(needle));

const lampOf = (workflow: WorkflowRow) => ({
  isPublished: workflow.publishedVersion !== null,
  hasUnpublishedChanges: workflow.hasUnpublishedChanges,
});

interface RowProps {
  readonly workflow: WorkflowRow;
  readonly onRemove: (workflow: WorkflowRow) => void;
}

function Row({ workflow, onRemove }: RowProps) {
  return (
    <TableRow className="relative">
      <TableCell className="max-w-72">
        <Link
          href={`/workflows/${workflow.id}`}
          className="flex items-center gap-2 font-medium before:absolute before:inset-0 before:content-['']"
        >
          <WorkflowLamp workflow={lampOf(workflow)} />
          <span className="truncate">{workflow.name}</span>
        </Link>
      </TableCell>
      <TableCell>
        <TriggerChips triggers={workflow.triggers} />
      </TableCell>
      <TableCell className="max-lg:hidden">
        <PublishState {...workflow} />
      </TableCell>
      <TableCell className="text-right">
        <RunCount workflow={workflow} />
      </TableCell>
      <TableCell className="text-muted-foreground whitespace-nowrap">
        {workflow.lastEventAt ? <RelativeTime at={workflow.lastEventAt} /> : 'never'}
      </TableCell>
      <TableCell className="text-muted-foreground whitespace-nowrap max-lg:hidden">
        <RelativeTime at={workflow.updatedAt} />
      </TableCell>
      <TableCell className="w-10 text-right">
        <WorkflowMenu workflow={workflow} onRemove={onRemove} />
      </TableCell>
    </TableRow>
  );
}

function PhoneCard({ workflow, onRemove }: RowProps) {
  return (
    <li className="relative grid gap-2 px-4 py-3">
      <div className="flex items-center gap-2">
        <Link
          href={`/workflows/${workflow.id}`}
          className="flex min-w-0 flex-1 items-center gap-2 font-medium text-base before:absolute before:inset-0 before:content-['']"
        >
          <WorkflowLamp workflow={lampOf(workflow)} />
          <span className="truncate">{workflow.name}</span>
        </Link>
        <WorkflowMenu workflow={workflow} onRemove={onRemove} />
      </div>
      <TriggerChips triggers={workflow.triggers} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-xs">
        <PublishState {...workflow} />
        <span>
          <RunCount workflow={workflow} /> {workflow.runs24h === 1 ? 'run' : 'runs'} in 24 h
        </span>
        {workflow.lastEventAt ? (
          <span>
            event <RelativeTime at={workflow.lastEventAt} />
          </span>
        ) : (
          <span>no event yet</span>
        )}
      </div>
    </li>
  );
}

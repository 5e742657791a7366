'use client';

import { Search, Unplug } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Input } from '#components/ui/input.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import type { OperationInput } from '#lib/connect/operation.ts';
import type { Target } from '#lib/connect/targets.ts';
import { TargetRow } from './target-row.tsx';

const kinds = [
  { kind: 'assistant', label: 'Assistants', none: 'no assistants' },
  { kind: 'phone-number', label: 'Phone numbers', none: 'no phone numbers' },
  { kind: 'squad', label: 'Squads', none: 'no squads' },
  { kind: 'tool', label: 'Tools', none: 'no tools' },
] as const;

interface TargetsCardProps {
  readonly targets: readonly Target[];
  readonly lastEventAt: string | null;
  readonly actions: ReactNode;
  readonly onConnect: (operation: OperationInput) => void;
}

/** Everything in Vapi that can send events, by kind, with where it sends them today. */
export function TargetsCard({ targets, lastEventAt, actions, onConnect }: TargetsCardProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = targets.filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(wanted));
  return (
    <Card>
      <CardHeader
        title="In Vapi"
        description="Each sends its events to one server URL. Connect what should run this workflow; you see the change before it is sent."
        actions={actions}
      />
      <div className="px-4 pt-3 pb-2 sm:px-5">
        <div className="relative">
          <Search
            className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-faint-foreground"
            aria-hidden="true"
          />
          <Input
            type="search"
            aria-label="Search in Vapi"
            placeholder="Search by name, number or id"
            className="pl-8"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      </div>
      <Tabs defaultValue="assistant">
        <TabsList className="px-4 sm:px-5" aria-label="Kinds">
          {kinds.map(({ kind, label }) => (
            <TabsTrigger key={kind} value={kind}>
              {label}{' '}
              <span className="text-faint-foreground text-xs">
                {found.filter((target) => target.kind === kind).length}
              </span>
            </TabsTrigger>
          ))}
        </TabsList>
        {kinds.map(({ kind, none }) => (
          <TabsContent key={kind} value={kind}>
            <TargetList
              targets={found.filter((target) => target.kind === kind)}
              lastEventAt={lastEventAt}
              onConnect={onConnect}
              whenEmpty={wanted === '' ? `This organisation has ${none} in Vapi` : 'Nothing found'}
            />
          </TabsContent>
        ))}
      </Tabs>
    </Card>
  );
}

interface TargetListProps extends Pick<TargetsCardProps, 'targets' | 'lastEventAt' | 'onConnect'> {
  readonly whenEmpty: string;
}

function TargetList({ targets, lastEventAt, onConnect, whenEmpty }: TargetListProps) {
  if (targets.length === 0) {
    return (
      <EmptyState
        icon={Unplug}
        title={whenEmpty}
        description="Make one in the Vapi dashboard and load again, or look in the other tabs."
        className="py-8"
      />
    );
  }
  return (
    <ul className="max-h-120 divide-y overflow-y-auto">
      {targets.map((target) => (
        <TargetRow key={target.id} target={target} lastEventAt={lastEventAt} onConnect={onConnect} />
      ))}
    </ul>
  );
}

'use client';

import { Command } from 'cmdk';
import { Check, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { type EventInfo, eventCatalogue } from '#lib/vapi/events.ts';
import { EventFacts } from './event-facts.tsx';
import { groupedEvents } from './grouped-events.ts';

interface EventMenuProps {
  readonly label: string;
  /** The type that is chosen now. */
  readonly value?: string;
  readonly onPick: (type: string) => void;
  readonly events?: readonly EventInfo[];
  /** Items before and behind the events; given what is searched for. */
  readonly before?: ((search: string) => ReactNode) | undefined;
  readonly behind?: ((search: string) => ReactNode) | undefined;
  readonly className?: string;
}

/** Vapi's events to choose from: in two groups, searchable, each with its waiting time and how it is switched on. */
export function EventMenu(props: EventMenuProps) {
  const [search, setSearch] = useState('');
  const { events = eventCatalogue, value = '' } = props;
  return (
    <Command
      shouldFilter={false}
      loop
      label={props.label}
      defaultValue={value}
      className="min-h-0 outline-none"
    >
      <div className="relative border-b p-2">
        <Search
          className="pointer-events-none absolute top-1/2 left-4 size-3.5 -translate-y-1/2 text-faint-foreground"
          aria-hidden="true"
        />
        <Command.Input
          autoFocus // it opens to be searched, in a dialog as in a popover
          value={search}
          onValueChange={setSearch}
          placeholder="Search events"
          className="h-8 w-full rounded-md bg-transparent pr-2 pl-7.5 text-sm outline-none placeholder:text-faint-foreground pointer-coarse:h-10"
        />
      </div>
      <Command.List className={cn('max-h-96 overflow-y-auto overscroll-contain p-1.5', props.className)}>
        <Command.Empty className="px-2 py-6 text-center text-muted-foreground text-xs">
          No event is called “{search}”.
        </Command.Empty>
        {props.before?.(search)}
        {groupedEvents(search, events).map((group) => (
          <EventMenuGroup key={group.label} heading={group.label}>
            {group.events.map((event) => (
              <EventMenuItem
                key={event.type}
                value={event.type}
                isChosen={event.type === value}
                onPick={() => props.onPick(event.type)}
              >
                <span className="grid min-w-0 flex-1 gap-0.5">
                  <span className="flex flex-wrap items-baseline gap-x-2">
                    <span className="font-medium">{event.label}</span>
                    <code className="min-w-0 truncate text-2xs text-muted-foreground">{event.type}</code>
                  </span>
                  <span className="text-muted-foreground text-xs text-pretty">{event.description}</span>
                  <EventFacts info={event} />
                </span>
              </EventMenuItem>
            ))}
          </EventMenuGroup>
        ))}
        {props.behind?.(search)}
      </Command.List>
    </Command>
  );
}

/** Choices under a heading. */
export function EventMenuGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint-foreground"
    >
      {children}
    </Command.Group>
  );
}

/** One choice of the menu. */
export function EventMenuItem({
  value,
  isChosen = false,
  onPick,
  children,
}: {
  value: string;
  isChosen?: boolean;
  onPick: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onPick}
      className="flex cursor-default select-none items-start gap-2 rounded-md px-2 py-1.5 text-sm outline-none data-[selected=true]:bg-surface-3 pointer-coarse:py-2.5"
    >
      {children}
      <Check
        className={cn('mt-0.5 size-3.5 shrink-0 text-signal-text', isChosen || 'invisible')}
        aria-hidden="true"
      />
    </Command.Item>
  );
}

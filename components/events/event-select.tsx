'use client';

import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { inputClasses } from '#components/ui/input.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import type { EventInfo } from '#lib/vapi/events.ts';
import { EventMenu } from './event-menu.tsx';

interface EventSelectProps {
  readonly label: string;
  readonly value: string;
  readonly onPick: (type: string) => void;
  /** What the closed field shows. */
  readonly children: ReactNode;
  readonly events?: readonly EventInfo[];
  readonly before?: (search: string, close: () => void) => ReactNode;
  readonly behind?: (search: string, close: () => void) => ReactNode;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean;
  readonly className?: string;
}

/** A field that opens the menu of Vapi's events. */
export function EventSelect(props: EventSelectProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const close = () => setOpen(false);
  const { before, behind } = props;
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger
        role="combobox"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.isInvalid || undefined}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        className={cn(
          inputClasses,
          'inline-flex h-8 items-center justify-between gap-2 px-2.5 text-left pointer-coarse:h-10',
          props.className,
        )}
      >
        <span className="min-w-0 truncate">{props.children}</span>
        <ChevronDown className="size-3.5 shrink-0 text-faint-foreground" aria-hidden="true" />
      </PopoverTrigger>
      <PopoverContent
        id={id}
        aria-label={props.label}
        className="flex w-104 max-w-[calc(100vw-1rem)] flex-col overflow-hidden p-0"
      >
        <EventMenu
          label={props.label}
          value={props.value}
          onPick={(type) => {
            close();
            props.onPick(type);
          }}
          {...(props.events === undefined ? {} : { events: props.events })}
          before={before && ((search) => before(search, close))}
          behind={behind && ((search) => behind(search, close))}
        />
      </PopoverContent>
    </Popover>
  );
}

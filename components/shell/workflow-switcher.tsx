'use client';

import { Check, ChevronsUpDown, LayoutList, Search } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useId, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import { WorkflowLamp } from './workflow-lamp.tsx';
import type { WorkflowLink } from './workflow-link.ts';

interface WorkflowSwitcherProps {
  readonly workflows: readonly WorkflowLink[];
  readonly current: WorkflowLink | undefined;
  /** The page of the workflow to stay on while switching: `''`, `/runs`, … */
  readonly section: string;
}

/** The name of the workflow that is open, and the way to another one: type, arrow keys, Enter. */
export function WorkflowSwitcher({ workflows, current, section }: WorkflowSwitcherProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          className="group flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-surface-3/70 data-[state=open]:bg-surface-3/70 pointer-coarse:h-10"
        >
          {current ? <WorkflowLamp workflow={current} /> : null}
          <span className="min-w-0 truncate font-medium">{current?.name ?? 'Choose a workflow'}</span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-faint-foreground" aria-hidden="true" />
          <span className="sr-only">Switch workflow</span>
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label="Switch workflow" className="w-72 p-0">
        <SwitcherList
          workflows={workflows}
          current={current}
          section={section}
          onDone={() => setIsOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}

function SwitcherList({
  workflows,
  current,
  section,
  onDone,
}: WorkflowSwitcherProps & { onDone: () => void }) {
  const router = useRouter();
  const listId = useId();
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const needle = text.trim().toLowerCase();
  const found = workflows.filter((workflow) => workflow.name.toLowerCase().includes(needle));

  const goTo = (next: number) => {
    setIndex(next);
    document.getElementById(`${listId}-${found[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') goTo(Math.min(index + 1, found.length - 1));
    else if (event.key === 'ArrowUp') goTo(Math.max(index - 1, 0));
    else if (event.key === 'Enter') {
      const chosen = found[index];
      if (!chosen) return;
      router.push(`/workflows/${chosen.id}${section}`);
      onDone();
    } else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="flex items-center gap-2 border-b px-3">
        <Search className="size-3.5 shrink-0 text-faint-foreground" aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={found[index] ? `${listId}-${found[index].id}` : undefined}
          aria-label="Find a workflow"
          placeholder="Find a workflow"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            goTo(0);
          }}
          onKeyDown={onKeyDown}
          className="h-9 min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-faint-foreground"
        />
      </div>
      <div id={listId} role="listbox" aria-label="Workflows" className="max-h-72 overflow-y-auto p-1">
        {found.length === 0 ? (
          <p className="px-2 py-3 text-center text-muted-foreground text-xs">No workflow has that name.</p>
        ) : null}
        {found.map((workflow, position) => (
          <Link
            key={workflow.id}
            id={`${listId}-${workflow.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={position === index}
            href={`/workflows/${workflow.id}${section}`}
            onClick={onDone}
            onMouseMove={() => setIndex(position)}
            className={cn(
              'flex items-center gap-2 rounded-sm px-2 py-1.5 text-sm pointer-coarse:py-2.5',
              position === index && 'bg-surface-3',
            )}
          >
            <WorkflowLamp workflow={workflow} />
            <span className="min-w-0 flex-1 truncate">{workflow.name}</span>
            {workflow.id === current?.id ? <Check className="size-3.5 text-signal-text" /> : null}
          </Link>
        ))}
      </div>
      <div className="border-t p-1">
        <Link
          href="/workflows"
          onClick={onDone}
          className="flex items-center gap-2 rounded-sm px-2 py-1.5 text-muted-foreground text-sm hover:bg-surface-3 hover:text-foreground"
        >
          <LayoutList className="size-3.5" aria-hidden="true" />
          All workflows
        </Link>
      </div>
    </>
  );
}

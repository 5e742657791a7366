'use client';

import { Search, SearchX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Input } from '#components/ui/input.tsx';
import { type FlowTemplate, jobs, type TemplateJob } from '#lib/flow-templates/flow-template.ts';
import { flowTemplates } from '#lib/flow-templates/flow-templates.ts';
import { TemplateCard } from './template-card.tsx';
import { searchTemplates } from './template-search.ts';

const allJobs = ['calls', 'tools', 'transfers', 'after', 'campaigns'] as const satisfies TemplateJob[];

interface TemplateGalleryProps {
  /** What a card does: goes to the template's page, or hands it over. */
  readonly open: (template: FlowTemplate) => { readonly href: string } | { readonly onOpen: () => void };
  readonly columns?: 2 | 3;
  /** The level of the headings of the cards. */
  readonly heading?: 'h2' | 'h3';
}

/** All templates as cards, found by words and by job. */
export function TemplateGallery({ open, columns = 3, heading = 'h3' }: TemplateGalleryProps) {
  const [search, setSearch] = useState('');
  const [job, setJob] = useState<TemplateJob>();
  const shown = searchTemplates(flowTemplates, search, job);
  const clear = () => {
    setSearch('');
    setJob(undefined);
  };
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="relative w-full sm:w-64">
          <Search
            className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-faint-foreground"
            aria-hidden="true"
          />
          <Input
            type="search"
            aria-label="Find templates"
            placeholder="Find by job, event or tool"
            className="pl-8"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">Show templates for</legend>
          <JobButton isChosen={job === undefined} onChoose={() => setJob(undefined)}>
            All
          </JobButton>
          {allJobs.map((key) => (
            <JobButton key={key} isChosen={job === key} onChoose={() => setJob(key)}>
              {jobs[key]}
            </JobButton>
          ))}
        </fieldset>
      </div>
      <p role="status" className="sr-only">
        {shown.length === 1 ? '1 template' : `${shown.length} templates`}
      </p>
      {shown.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="No template matches"
          description="Try another word, or begin with an empty canvas."
          actions={<Button onClick={clear}>Show all templates</Button>}
          className="py-8"
        />
      ) : (
        <ul
          className={cn('grid gap-3 sm:grid-cols-2', columns === 3 && 'lg:grid-cols-3')}
          aria-label="Templates"
        >
          {shown.map((template) => (
            <TemplateCard key={template.key} template={template} open={open(template)} heading={heading} />
          ))}
        </ul>
      )}
    </div>
  );
}

function JobButton({
  isChosen,
  onChoose,
  children,
}: {
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        'h-7 rounded-full border px-2.5 text-xs transition-colors pointer-coarse:h-9',
        isChosen
          ? 'border-signal bg-signal-soft font-medium text-signal-text'
          : 'border-border text-muted-foreground hover:border-border-strong hover:text-foreground',
      )}
    >
      {children}
    </button>
  );
}

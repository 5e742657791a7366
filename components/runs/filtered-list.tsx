'use client';

import { FilterX, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LiveLamp } from './live-lamp.tsx';
import { Pager } from './pager.tsx';
import { useLiveRefresh } from './use-live-refresh.ts';
import type { useUrlFilter } from './use-url-filter.ts';

interface FilteredListProps {
  readonly workflowId: string;
  /** What it lists, in the singular: "run". */
  readonly noun: string;
  readonly icon: LucideIcon;
  readonly filter: ReturnType<typeof useUrlFilter>;
  /** The parameters of the address that leave something out. */
  readonly filteredBy: readonly string[];
  /** The fields of the filter. */
  readonly fields: ReactNode;
  /** How many there are on this page. */
  readonly count: number;
  readonly nextCursor: string | null;
  /** Shown where there is nothing at all, filtered or not. */
  readonly whenEmpty: ReactNode;
  /** Where else to look for what was not found here. */
  readonly elsewhere?: ReactNode;
  /** Those on this page. */
  readonly children: ReactNode;
}

/** What a workflow has had, newest first, a page at a time, with a filter over it; the first page follows what happens. */
export function FilteredList({
  workflowId,
  noun,
  icon,
  filter,
  filteredBy,
  fields,
  count,
  nextCursor,
  whenEmpty,
  elsewhere,
  children,
}: FilteredListProps) {
  const isFirstPage = filter.get('cursor') === '';
  const live = useLiveRefresh(workflowId, isFirstPage);
  const isFiltered = filteredBy.some((name) => filter.get(name) !== '');
  const isEmpty = count === 0 && !isFiltered && isFirstPage;
  return (
    <div className="grid gap-3">
      {isEmpty ? null : (
        <div className="flex flex-wrap items-center gap-2">
          {fields}
          {isFiltered ? (
            <Button variant="ghost" size="sm" onClick={filter.clear}>
              <FilterX />
              Clear
            </Button>
          ) : null}
          <span className="ml-auto">{isFirstPage ? <LiveLamp state={live} /> : null}</span>
        </div>
      )}
      <Card className={cn('overflow-hidden transition-opacity', filter.isPending && 'opacity-60')}>
        {count > 0 ? (
          children
        ) : isEmpty ? (
          whenEmpty
        ) : (
          <EmptyState
            icon={icon}
            title={`No ${noun} matches`}
            description={isFiltered ? 'Try fewer filters.' : 'There is nothing older.'}
            actions={
              <>
                <Button onClick={filter.clear}>Show all {noun}s</Button>
                {elsewhere}
              </>
            }
          />
        )}
      </Card>
      <Pager nextCursor={nextCursor} />
    </div>
  );
}

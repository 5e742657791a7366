import { Card } from '#components/ui/card.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** The shape of a table that is loading. */
export function TableSkeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <Card role="status" aria-label={label}>
      <div className="divide-y">
        {Array.from({ length: rows }, (_, index) => `row-${index}`).map((row) => (
          <div key={row} className="flex h-11 items-center gap-4 px-4">
            <Skeleton className="h-3 w-40" />
            <Skeleton className="h-3 w-24 max-sm:hidden" />
            <Skeleton className="ml-auto h-3 w-16" />
          </div>
        ))}
      </div>
    </Card>
  );
}

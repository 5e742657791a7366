import { PageBody } from '#components/shell/page-header.tsx';
import { TableSkeleton } from '#components/shell/table-skeleton.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <PageBody>
      <Skeleton className="h-7 w-24" />
      <Skeleton className="h-8 w-72 max-w-full" />
      <TableSkeleton rows={10} label="Loading the events" />
    </PageBody>
  );
}

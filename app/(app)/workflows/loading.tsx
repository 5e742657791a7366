import { PageBody } from '#components/shell/page-header.tsx';
import { TableSkeleton } from '#components/shell/table-skeleton.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <PageBody>
      <div className="flex justify-between">
        <Skeleton className="h-7 w-32" />
        <Skeleton className="h-8 w-32" />
      </div>
      <TableSkeleton rows={6} label="Loading your workflows" />
    </PageBody>
  );
}

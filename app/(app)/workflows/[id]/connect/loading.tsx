import { PageBody } from '#components/shell/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <PageBody width="narrow">
      <Skeleton className="h-7 w-44" />
      <div role="status" aria-label="Loading the connection" className="grid gap-5">
        <Skeleton className="h-32" />
        <Skeleton className="h-32" />
        <Skeleton className="h-64" />
      </div>
    </PageBody>
  );
}

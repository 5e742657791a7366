import { PageBody } from '#components/shell/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <PageBody width="narrow">
      <Skeleton className="h-7 w-28" />
      <div role="status" aria-label="Loading the settings" className="grid gap-5">
        <Skeleton className="h-44" />
        <Skeleton className="h-44" />
        <Skeleton className="h-52" />
      </div>
    </PageBody>
  );
}

import { Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading() {
  return (
    <div role="status" aria-label="Loading the run" className="flex flex-1 flex-col">
      <div className="flex items-center gap-4 border-b px-4 py-2.5">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-4 w-40 max-sm:hidden" />
      </div>
      <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_30rem]">
        <Skeleton className="m-4 h-64 lg:h-auto" />
        <div className="grid content-start gap-3 border-l p-4 max-lg:hidden">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-72" />
        </div>
      </div>
    </div>
  );
}

import { Skeleton } from '#components/ui/skeleton.tsx';

const CARDS = [
  { x: 12, y: 34 },
  { x: 40, y: 34 },
  { x: 68, y: 22 },
  { x: 68, y: 48 },
] as const; // percent of the canvas

/** Where the editor will be, while its program and the draft are loaded. */
export function EditorSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the editor"
      className="flex h-[calc(100dvh-var(--bar-height))] min-h-0 flex-col overflow-hidden"
    >
      <div className="flex h-11 shrink-0 items-center gap-2 border-b bg-surface px-3">
        <Skeleton className="h-6 w-20" />
        <span className="flex-1" />
        <Skeleton className="h-6 w-24 max-sm:hidden" />
        <Skeleton className="h-7 w-20" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="grid w-60 shrink-0 content-start gap-2 border-r bg-surface p-3 max-lg:hidden">
          <Skeleton className="h-8" />
          {Array.from({ length: 9 }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
            <Skeleton key={row} className="h-9" />
          ))}
        </div>
        <div className="relative min-w-0 flex-1 bg-canvas">
          {CARDS.map(({ x, y }) => (
            <Skeleton
              key={`${x} ${y}`}
              className="absolute h-14 w-[22%] max-w-60 rounded-xl"
              style={{ left: `${x}%`, top: `${y}%` }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

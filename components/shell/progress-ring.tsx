const RADIUS = 6;
const LENGTH = 2 * Math.PI * RADIUS;

/** How much of something is done, as a ring; the words stand beside it. */
export function ProgressRing({ done, of }: { done: number; of: number }) {
  return (
    <svg viewBox="0 0 16 16" className="-rotate-90 size-4" aria-hidden="true">
      <circle cx="8" cy="8" r={RADIUS} fill="none" stroke="var(--border-strong)" strokeWidth="2.5" />
      <circle
        cx="8"
        cy="8"
        r={RADIUS}
        fill="none"
        stroke="var(--signal)"
        strokeWidth="2.5"
        strokeDasharray={`${(LENGTH * done) / of} ${LENGTH}`}
      />
    </svg>
  );
}

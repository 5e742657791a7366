import Link from 'next/link';
import type { WorkflowRow } from './workflow-row.ts';

/** Runs of the last 24 hours, and how many of them failed, linked to those. */
export function RunCount({
  workflow: { id, runs24h, failed24h },
}: {
  workflow: Pick<WorkflowRow, 'id' | 'runs24h' | 'failed24h'>;
}) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span className={runs24h === 0 ? 'text-faint-foreground' : ''}>{runs24h.toLocaleString('en')}</span>
      {failed24h > 0 ? (
        <Link
          href={`/workflows/${id}/runs?status=failed`}
          className="relative ml-2 text-danger-text underline decoration-danger-text/40 underline-offset-2 hover:decoration-current"
        >
          {failed24h.toLocaleString('en')} failed
        </Link>
      ) : null}
    </span>
  );
}

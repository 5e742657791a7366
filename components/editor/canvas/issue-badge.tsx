import { CircleAlert, TriangleAlert } from 'lucide-react';
import { LazyTooltip } from '#components/ui/lazy-tooltip.tsx';
import type { GraphIssue } from '#lib/graph/node-spec.ts';

/** Says on the card that something in the node has to be mended. */
export function IssueBadge({ issues }: { issues: readonly GraphIssue[] }) {
  const isError = issues.some((issue) => issue.severity === 'error');
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <LazyTooltip content={issues.map(({ message }) => <p key={message}>{message}</p>)}>
      <span
        role="img"
        aria-label={`${issues.length} ${isError ? 'error' : 'warning'}${issues.length === 1 ? '' : 's'}`}
      >
        <Icon className={isError ? 'size-4 text-danger' : 'size-4 text-warning-text'} aria-hidden="true" />
      </span>
    </LazyTooltip>
  );
}

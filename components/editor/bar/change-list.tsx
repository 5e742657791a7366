import { Cable, Minus, Move, Pencil, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeChange } from '#lib/graph/describe-change.ts';
import { diffGraphs, type GraphChange, isLayoutChange } from '#lib/graph/diff.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';

/** What changed between two documents, in sentences; moves on the canvas are only counted. */
export function ChangeList({ before, after }: { before: GraphDocument; after: GraphDocument }) {
  const changes = diffGraphs(before, after);
  const meaningful = changes.filter((change) => !isLayoutChange(change));
  const layoutCount = changes.length - meaningful.length;
  if (changes.length === 0)
    return <p className="text-muted-foreground text-sm">Nothing: both are the same.</p>;
  return (
    <ul className="grid max-h-72 gap-1.5 overflow-y-auto rounded-md border bg-surface-2/50 p-3">
      {meaningful.map((change) => {
        const sentence = describeChange(change);
        return (
          <Line key={`${change.kind}:${sentence}`} icon={iconOf(change)}>
            {sentence}
          </Line>
        );
      })}
      {layoutCount > 0 ? (
        <Line icon={<Move className="text-faint-foreground" />}>
          <span className="text-muted-foreground">
            {layoutCount === 1 ? 'One change' : `${layoutCount} changes`} to how the canvas looks.
          </span>
        </Line>
      ) : null}
    </ul>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2 text-sm [&_svg]:mt-0.5 [&_svg]:size-3.5 [&_svg]:shrink-0">
      {icon}
      <span className="min-w-0 break-words">{children}</span>
    </li>
  );
}

const iconOf = (change: GraphChange): ReactNode => {
  if (change.kind === 'node-added' || change.kind === 'note-added')
    return <Plus className="text-success-text" />;
  if (change.kind.endsWith('-removed')) return <Minus className="text-danger-text" />;
  if (change.kind.startsWith('edge-')) return <Cable className="text-muted-foreground" />;
  return <Pencil className="text-info-text" />;
};

import { EdgeLabelRenderer } from '@xyflow/react';
import { formatDuration } from '#components/ui/format-time.ts';
import { edgeResult, passesResult } from '../testing/edge-result.ts';
import type { NodeResult } from '../testing/step-results.ts';
import { useTestingState } from '../testing/use-testing.ts';

interface CableResultProps {
  readonly source: NodeResult;
  readonly target: string;
  readonly handle: string;
  /** Of a For each: the output that leads to the steps it repeats. */
  readonly isRepeated: boolean;
  /** The name of the cable is written between them. */
  readonly isApart: boolean;
  readonly x: number;
  readonly y: number;
}

/** On a cable after a test: above it how many items went along, below it when. */
export function CableResult({ source, target, handle, isRepeated, isApart, x, y }: CableResultProps) {
  const targetResult = useTestingState((state) => (isRepeated ? state.results.get(target) : undefined));
  const isStale = useTestingState((state) => state.stale.has(source.madeFrom.node.id));
  const result = isRepeated ? passesResult(targetResult) : edgeResult(source, handle);
  if (result === undefined) return null;
  const items = result.items === 1 ? '1 item' : `${result.items} items`;
  const time = formatDuration(result.atMs);
  const from = `Last test, from “${source.madeFrom.node.name}”`;
  return (
    <EdgeLabelRenderer>
      <div
        role="note"
        aria-label={`${from}: ${items}, ${time} after the test began${isStale ? ', changed since' : ''}.`}
        data-apart={isApart || undefined}
        className="cable-result"
        data-stale={isStale || undefined}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        <span>{items}</span>
        <span>{time}</span>
      </div>
    </EdgeLabelRenderer>
  );
}

import { Wrench, Zap } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import type { TriggerChip } from './workflow-row.ts';

const SHOWN = 3;

/** What a workflow answers to: events by their type, tools by their name. */
export function TriggerChips({ triggers }: { triggers: readonly TriggerChip[] }) {
  if (triggers.length === 0) return <span className="text-faint-foreground text-xs">no trigger yet</span>;
  const rest = triggers.slice(SHOWN);
  return (
    <ul className="flex min-w-0 flex-wrap gap-1" aria-label="Triggers">
      {triggers.slice(0, SHOWN).map(({ kind, name }) => (
        <li key={`${kind}:${name}`} className="min-w-0">
          <Badge tone="outline" mono className="max-w-48">
            {kind === 'tool' ? (
              <Wrench className="text-node-trigger" aria-label="Tool" />
            ) : (
              <Zap className="text-node-trigger" aria-label="Event" />
            )}
            <span className="truncate">{name}</span>
          </Badge>
        </li>
      ))}
      {rest.length > 0 ? (
        <li>
          <Badge tone="outline" title={rest.map(({ name }) => name).join(', ')}>
            +{rest.length}
          </Badge>
        </li>
      ) : null}
    </ul>
  );
}

import { ArrowRight, Check, X } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import type { Difference } from '#lib/connect/differences.ts';

/** A change field by field: what stands there now, what will, and once it was sent whether Vapi kept it. */
export function ChangeLines({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) {
    return <p className="text-muted-foreground text-sm">Nothing changes: it is set like this already.</p>;
  }
  return (
    <ul aria-label="Fields" className="grid divide-y rounded-md border">
      {differences.map((difference) => (
        <li key={difference.path} className="grid min-w-0 gap-1 px-3 py-2">
          <div className="flex items-center justify-between gap-2">
            <code className="min-w-0 font-medium text-xs break-all">{difference.path}</code>
            <Kept isKept={difference.isKept} />
          </div>
          <Values {...difference} />
        </li>
      ))}
    </ul>
  );
}

function Kept({ isKept }: { isKept: boolean | undefined }) {
  if (isKept === undefined) return null;
  return isKept ? (
    <Badge tone="success">
      <Check aria-hidden="true" />
      confirmed
    </Badge>
  ) : (
    <Badge tone="danger">
      <X aria-hidden="true" />
      not kept
    </Badge>
  );
}

const LISTS = /(?:^|\.)(?:serverMessages|toolIds)$/;

function Values({ path, before, after }: Difference) {
  if (LISTS.test(path)) return <ListValues before={before} after={after} />;
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5 text-xs">
      <Value text={before} className="text-muted-foreground" />
      <ArrowRight className="size-3 shrink-0 self-center text-faint-foreground" aria-label="becomes" />
      <Value text={after} />
    </div>
  );
}

function Value({ text, className }: { text: string | null; className?: string }) {
  if (text === null) return <span className={cn('text-faint-foreground italic', className)}>not set</span>;
  return <code className={cn('min-w-0 whitespace-pre-wrap break-all', className)}>{text}</code>;
}

const itemsOf = (text: string | null): readonly string[] => (text === null ? [] : text.split(', '));

/** Lists are long, so only what comes and goes is shown. */
function ListValues({ before, after }: Pick<Difference, 'before' | 'after'>) {
  const old = itemsOf(before);
  const next = itemsOf(after);
  const added = next.filter((item) => !old.includes(item));
  const gone = old.filter((item) => !next.includes(item));
  const kept = next.length - added.length;
  return (
    <p className="flex flex-wrap items-center gap-1 text-xs">
      {added.map((item) => (
        <Badge key={item} tone="success" mono>
          + {item}
        </Badge>
      ))}
      {gone.map((item) => (
        <Badge key={item} tone="danger" mono>
          − {item}
        </Badge>
      ))}
      <span className="text-muted-foreground">
        {kept === 0 ? '' : `${kept} stay`}
        {before === null ? ' (was not set)' : ''}
        {after === null ? ' (not set any more)' : ''}
      </span>
    </p>
  );
}

import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusDot, type StatusTone } from '#components/ui/status-dot.tsx';
import type { OperationInput } from '#lib/connect/operation.ts';
import type { Target } from '#lib/connect/targets.ts';

interface TargetRowProps {
  readonly target: Target;
  readonly lastEventAt: string | null;
  readonly onConnect: (operation: OperationInput) => void;
}

/** One thing in Vapi: whether it sends here, what it sends, and the button that mends what is missing. */
export function TargetRow({ target, lastEventAt, onConnect }: TargetRowProps) {
  const isHere = target.pointsTo.to === 'here';
  const needsMending = isHere && (target.missing.length > 0 || target.differs.length > 0);
  return (
    <li className="flex items-start gap-4 px-4 py-3 sm:px-5">
      <div className="flex min-w-0 flex-1 items-start gap-2">
        <StatusDot tone={toneOf(isHere, needsMending)} className="mt-0.75" />
        <div className="grid min-w-0 gap-1">
          <h3 className="truncate font-medium text-sm">{target.name}</h3>
          <p className="text-muted-foreground text-xs text-pretty">
            <Where pointsTo={target.pointsTo} />
            {isHere ? <LastEvent at={lastEventAt} /> : null}
            {target.kind === 'phone-number' && target.hasFixedAssistant ? ' · has a fixed assistant' : ''}
          </p>
          {isHere ? <Events target={target} /> : null}
        </div>
      </div>
      {isHere && !needsMending ? (
        <Badge tone="success" className="mt-0.5">
          connected
        </Badge>
      ) : (
        <Button
          size="sm"
          variant={needsMending ? 'primary' : 'secondary'}
          aria-label={`${needsMending ? 'Mend' : 'Connect'} ${target.name}`}
          onClick={() => onConnect({ kind: 'connect', target: { kind: target.kind, id: target.id } })}
        >
          {needsMending ? 'Mend' : 'Connect'}
        </Button>
      )}
    </li>
  );
}

const toneOf = (isHere: boolean, needsMending: boolean): StatusTone => {
  if (!isHere) return 'neutral';
  return needsMending ? 'warning' : 'success';
};

function Where({ pointsTo }: Pick<Target, 'pointsTo'>) {
  switch (pointsTo.to) {
    case 'here':
      return 'Sends here';
    case 'workflow':
      return (
        <>
          Sends to the workflow{' '}
          <Link className="underline underline-offset-2" href={`/workflows/${pointsTo.id}`}>
            {pointsTo.name}
          </Link>
        </>
      );
    case 'elsewhere':
      return (
        <>
          Sends to <code className="text-xs break-all">{pointsTo.url}</code>
        </>
      );
    case 'nowhere':
      return 'No server URL of its own';
  }
}

function LastEvent({ at }: { at: string | null }) {
  return at === null ? (
    ' · no event yet'
  ) : (
    <>
      {' '}
      · last event of this workflow <RelativeTime at={at} />
    </>
  );
}

function Events({ target: { sends, missing, differs } }: { target: Target }) {
  if (sends.length + missing.length + differs.length === 0) return null;
  return (
    <ul aria-label="What it sends" className="flex flex-wrap gap-1">
      {sends.map((type) => (
        <li key={type} className="flex">
          <Badge tone="outline" mono>
            {type}
          </Badge>
        </li>
      ))}
      {missing.map((type) => (
        <li key={type} className="flex">
          <Badge tone="warning" mono>
            {type} is off
          </Badge>
        </li>
      ))}
      {differs.map((path) => (
        <li key={path} className="flex">
          <Badge tone="warning" mono>
            {path} differs
          </Badge>
        </li>
      ))}
    </ul>
  );
}

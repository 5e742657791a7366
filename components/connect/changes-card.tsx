import { Undo2 } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { OperationInput } from '#lib/connect/operation.ts';

/** A change that Patchbay made in Vapi, as it is listed. */
export interface ChangeRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  /** ISO 8601; null where it was not taken back. */
  readonly restoredAt: string | null;
}

const kindNames: Readonly<Record<string, string>> = {
  assistant: 'Assistant',
  'phone-number': 'Phone number',
  squad: 'Squad',
  tool: 'Tool',
};

interface ChangesCardProps {
  readonly changes: readonly ChangeRow[];
  readonly onRestore: (operation: OperationInput) => void;
}

/** What this workflow changed in Vapi, each with the way back. Nothing where nothing was changed. */
export function ChangesCard({ changes, onRestore }: ChangesCardProps) {
  if (changes.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="Changes made in Vapi"
        description="What was there before each change is kept, encrypted. Restore shows it before it is put back."
        className="pb-4"
      />
      <ul aria-label="Changes" className="max-h-96 divide-y overflow-y-auto border-t">
        {changes.map(({ id, kind, name, at, by, restoredAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 sm:px-5">
            <div className="grid min-w-0 flex-1 basis-56">
              <span className="truncate font-medium text-sm">{name}</span>
              <span className="text-muted-foreground text-xs">
                {kindNames[kind] ?? kind} · <RelativeTime at={at} /> · {by}
                {restoredAt === null ? null : (
                  <>
                    {' '}
                    · restored <RelativeTime at={restoredAt} />
                  </>
                )}
              </span>
            </div>
            {restoredAt === null ? (
              <Button
                size="sm"
                aria-label={`Restore ${name}`}
                onClick={() => onRestore({ kind: 'restore', changeId: id })}
              >
                <Undo2 />
                Restore
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

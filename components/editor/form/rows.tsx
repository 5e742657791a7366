import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { FieldError, FieldWarning } from '#components/ui/field.tsx';
import { isRecord } from '../document/edits.ts';
import type { FieldIssue } from './node-form-context.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A list as rows; what is no object is kept in its place as a row that cannot be edited here. */
export const rowsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A row's entries; none where it is no object. */
export const rowOf = (row: unknown): Row => (isRecord(row) ? row : {});

interface RowListProps {
  readonly rows: readonly unknown[];
  readonly onChange: (rows: readonly unknown[]) => void;
  readonly children: (row: Row, change: (changed: Row) => void, index: number) => ReactNode;
  readonly newRow: () => Row;
  readonly addLabel: string;
  /** What a row is called, for "Remove condition 2". */
  readonly rowLabel: string;
}

/** Rows that can be added and removed, for every control that is a list. */
export function RowList({ rows, onChange, children, newRow, addLabel, rowLabel }: RowListProps) {
  return (
    <div className="grid gap-2">
      {rows.length > 0 ? (
        <ul className="grid gap-2">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own, and are only added at the end
            <li key={index} className="flex items-start gap-1">
              <div className="min-w-0 flex-1">
                {children(rowOf(row), (changed) => onChange(rows.with(index, changed)), index)}
              </div>
              <Button
                variant="ghost"
                size="icon-xs"
                className="mt-1"
                aria-label={`Remove ${rowLabel} ${index + 1}`}
                onClick={() => onChange(rows.toSpliced(index, 1))}
              >
                <X />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <Button
        variant="ghost"
        size="sm"
        className="-ml-2 justify-self-start"
        onClick={() => onChange([...rows, newRow()])}
      >
        <Plus /> {addLabel}
      </Button>
    </div>
  );
}

/** The messages of a row's fields, below the row. */
export function RowIssues({ issues }: { issues: readonly (FieldIssue | undefined)[] }) {
  return issues
    .filter((issue) => issue !== undefined)
    .map(({ severity, message }) =>
      severity === 'error' ? (
        <FieldError key={message}>{message}</FieldError>
      ) : (
        <FieldWarning key={message}>{message}</FieldWarning>
      ),
    );
}

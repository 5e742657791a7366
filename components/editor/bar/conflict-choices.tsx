import { Button } from '#components/ui/button.tsx';
import type { MergeConflict, Side } from '#lib/graph/merge-conflict.ts';
import { useEditor } from '../editor-context.tsx';
import { nameField, valueText } from '../review/field-label.ts';
import { LineDiff } from '../review/line-diff.tsx';

interface ConflictChoicesProps {
  readonly conflicts: readonly MergeConflict[];
  readonly choices: ReadonlyMap<string, Side>;
  readonly onChoose: (chosen: readonly (readonly [key: string, side: Side])[]) => void;
}

/** What both changed, each with both values to choose from. */
export function ConflictChoices({ conflicts, choices, onChoose }: ConflictChoicesProps) {
  const chooseAll = (side: Side) => onChoose(conflicts.map(({ key }) => [key, side] as const));
  return (
    <section aria-label="To choose" className="grid gap-3 border-b px-4 py-3">
      <div className="flex items-center gap-1.5">
        <h3 className="flex-1 font-medium text-sm">Changed by both</h3>
        {conflicts.length > 1 ? (
          <>
            <Button size="xs" onClick={() => chooseAll('mine')}>
              All mine
            </Button>
            <Button size="xs" onClick={() => chooseAll('theirs')}>
              All theirs
            </Button>
          </>
        ) : null}
      </div>
      {conflicts.map((conflict) => (
        <Choice
          key={conflict.key}
          conflict={conflict}
          chosen={choices.get(conflict.key)}
          onChoose={(side) => onChoose([[conflict.key, side]])}
        />
      ))}
    </section>
  );
}

const SIDES = { mine: 'Mine', theirs: 'Theirs' } as const;

function Choice({
  conflict,
  chosen,
  onChoose,
}: {
  conflict: MergeConflict;
  chosen: Side | undefined;
  onChoose: (side: Side) => void;
}) {
  const { specs } = useEditor();
  const named = nameField(conflict, conflict.type === undefined ? undefined : specs[conflict.type]);
  const isWhole = conflict.path.length === 0;
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm">
        <span className="font-medium">{conflict.name}</span>
        {isWhole ? null : <span className="text-muted-foreground"> · {named.label}</span>}
      </legend>
      {(['mine', 'theirs'] as const).map((side) => (
        <label
          key={side}
          className="grid cursor-pointer grid-cols-[auto_minmax(0,1fr)] items-start gap-2.5 rounded-md border border-border-strong p-2.5 has-checked:border-signal has-checked:bg-signal-soft"
        >
          <input
            type="radio"
            name={conflict.key}
            className="mt-0.5 accent-signal"
            checked={chosen === side}
            onChange={() => onChoose(side)}
          />
          <span className="grid grid-cols-1 gap-1 text-xs">
            <span className="font-medium">{SIDES[side]}</span>
            {isWhole ? (
              <span>{conflict[side] === undefined ? 'Deleted' : 'Kept, with the changes'}</span>
            ) : (
              <Value
                label={`${SIDES[side]}: ${named.label}`}
                base={valueText(conflict.base, named)}
                value={valueText(conflict[side], named)}
              />
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const SHORT = 80;

/** A short value as it is; of a long one what it changes in the text that both began with. */
function Value({ label, base, value }: { label: string; base: string; value: string }) {
  if (value === '') return <span className="text-muted-foreground">Empty</span>;
  if (value.length <= SHORT && !value.includes('\n')) return <code className="break-words">{value}</code>;
  return <LineDiff label={label} before={base} after={value} isWide={false} />;
}

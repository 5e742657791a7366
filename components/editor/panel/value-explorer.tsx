import { useMemo, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { type ObjectList, objectLists } from './object-lists.ts';
import { ValueJson } from './value-json.tsx';
import { ValueTable } from './value-table.tsx';
import { ValueTree } from './value-tree.tsx';

const VIEWS = { tree: 'Tree', table: 'Table', json: 'JSON' } as const;
type View = keyof typeof VIEWS;
const NAMES: readonly View[] = ['tree', 'table', 'json'];

interface ValueExplorerProps {
  readonly value: unknown;
  /** What the value is called in templates; '' where its fields are names themselves. */
  readonly root: string;
  readonly label: string;
  readonly onInsert: (path: string) => void;
}

/** A value as tree, as table where it holds lists of objects, and as JSON. */
export function ValueExplorer({ value, root, label, onInsert }: ValueExplorerProps) {
  const [view, setView] = useState<View>('tree');
  const lists = useMemo(
    () => (view === 'table' ? stepsFirst(objectLists(value, root)) : []),
    [view, value, root],
  );
  return (
    <div className="flex min-h-40 flex-1 flex-col">
      <fieldset className="flex shrink-0 gap-0.5 border-b px-2 py-1">
        <legend className="sr-only">Show {label} as</legend>
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={view === name}
            className={cn(
              'min-h-6 rounded-sm px-2 py-0.5 text-xs pointer-coarse:py-2',
              view === name ? 'bg-surface-3 font-medium' : 'text-muted-foreground hover:text-foreground',
            )}
            onClick={() => setView(name)}
          >
            {VIEWS[name]}
          </button>
        ))}
      </fieldset>
      {view === 'tree' ? <ValueTree value={value} root={root} label={label} onInsert={onInsert} /> : null}
      {view === 'table' ? <ValueTable lists={lists} onInsert={onInsert} /> : null}
      {view === 'json' ? <ValueJson value={value} label={label} /> : null}
    </div>
  );
}

/** What services answered is looked for more often than what Vapi lists. */
const stepsFirst = (lists: readonly ObjectList[]): readonly ObjectList[] =>
  lists.toSorted((a, b) => Number(b.path.startsWith('steps.')) - Number(a.path.startsWith('steps.')));

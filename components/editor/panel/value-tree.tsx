import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight, CornerDownLeft } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import {
  flattenJson,
  formatPath,
  initiallyOpen,
  type JsonRow,
  pointerOf,
  previewOf,
} from '#components/ui/json-rows.ts';
import { REFERENCE_TYPE } from '../form/reference-target.ts';

const ROW_HEIGHT = 24; // px; every row has it, so that only the rows in view need to exist

interface ValueTreeProps {
  readonly value: unknown;
  /** What the value is called in templates; '' where its fields are names themselves. */
  readonly root: string;
  readonly label: string;
  readonly onInsert: (path: string) => void;
}

/** A value whose fields can be clicked or dragged into a setting. It fills its parent and stays fast with megabytes. */
export function ValueTree({ value, root, label, onInsert }: ValueTreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => initiallyOpen(value, 60));
  const [active, setActive] = useState<string>();
  const scroller = useRef<HTMLDivElement>(null);
  const treeId = useId();
  const rows = useMemo(() => flattenJson(value, open).slice(root === '' ? 1 : 0), [value, open, root]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const index = rows.findIndex((row) => row.pointer === active);
  const activeRow = rows[index];
  const moveTo = (next: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, next));
    setActive(rows[at]?.pointer);
    virtual.scrollToIndex(at);
  };
  const toggle = (row: JsonRow) => {
    if (row.size === 0) return;
    const next = new Set(open);
    if (!next.delete(row.pointer)) next.add(row.pointer);
    setOpen(next);
  };
  const insert = (row: JsonRow) => onInsert(formatPath(root, row.path));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step !== undefined) moveTo(index + step);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(rows.length - 1);
    else if (activeRow === undefined) return;
    else if (event.key === 'Enter') insert(activeRow);
    else if (event.key === ' ') toggle(activeRow);
    else if (event.key === 'ArrowRight' && activeRow.size > 0 && !activeRow.isOpen) toggle(activeRow);
    else if (event.key === 'ArrowRight') moveTo(index + 1);
    else if (event.key === 'ArrowLeft' && activeRow.isOpen) toggle(activeRow);
    else if (event.key === 'ArrowLeft') {
      const parent = pointerOf(activeRow.path.slice(0, -1));
      const at = rows.findIndex((row) => row.pointer === parent);
      if (at >= 0) moveTo(at);
    } else return;
    event.preventDefault();
    event.stopPropagation(); // arrows would walk along the canvas
  };

  return (
    <div
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={activeRow ? `${treeId}${activeRow.pointer}` : undefined}
      className="group/tree nowheel min-h-0 flex-1 overflow-auto overscroll-contain py-1 font-mono text-xs focus-visible:outline-offset-[-2px]"
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize() }} className="relative">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <TreeRow
              key={row.pointer}
              id={`${treeId}${row.pointer}`}
              row={row}
              depth={row.depth - (root === '' ? 1 : 0)}
              path={formatPath(root, row.path)}
              top={item.start}
              isActive={row.pointer === active}
              onToggle={() => {
                setActive(row.pointer);
                toggle(row);
              }}
              onInsert={() => {
                setActive(row.pointer);
                insert(row);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };

interface TreeRowProps {
  readonly id: string;
  readonly row: JsonRow;
  readonly depth: number;
  readonly path: string;
  readonly top: number;
  readonly isActive: boolean;
  readonly onToggle: () => void;
  readonly onInsert: () => void;
}

function TreeRow({ id, row, depth, path, top, isActive, onToggle, onInsert }: TreeRowProps) {
  const key = row.path.at(-1);
  const hasMembers = row.size > 0;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys for its active row
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the tree (aria-activedescendant)
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isActive}
      aria-expanded={hasMembers ? row.isOpen : undefined}
      draggable
      title={hasMembers ? undefined : `Insert {{ ${path} }}`}
      onDragStart={(event) => {
        event.dataTransfer.setData(REFERENCE_TYPE, path);
        event.dataTransfer.setData('text/plain', `{{ ${path} }}`);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={hasMembers ? onToggle : onInsert}
      style={{ top, height: ROW_HEIGHT, paddingLeft: 6 + depth * 14 }}
      className={cn(
        'group/row absolute inset-x-0 flex cursor-default items-center gap-1 pr-8 whitespace-nowrap hover:bg-surface-2',
        isActive && 'bg-surface-2 group-focus-visible/tree:bg-signal-soft',
      )}
    >
      <span className="grid size-3.5 shrink-0 place-items-center text-faint-foreground">
        {hasMembers ? (
          <ChevronRight className={cn('size-3 transition-transform', row.isOpen && 'rotate-90')} />
        ) : null}
      </span>
      {key === undefined ? null : (
        <span
          className={cn('shrink-0', typeof key === 'number' ? 'text-faint-foreground' : 'text-syntax-key')}
        >
          {key}
          <span className="text-syntax-punctuation">:</span>
        </span>
      )}
      <Scalar row={row} />
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Insert ${path}`}
        title={`Insert {{ ${path} }}`}
        className="absolute right-1 grid size-5 place-items-center rounded-xs bg-surface-2 text-muted-foreground opacity-0 group-hover/row:opacity-100 hover:bg-surface-3 hover:text-foreground pointer-coarse:opacity-100"
        onClick={(event) => {
          event.stopPropagation();
          onInsert();
        }}
      >
        <CornerDownLeft className="size-3" />
      </button>
    </div>
  );
}

const TONES: Readonly<Record<JsonRow['kind'], string>> = {
  string: 'text-syntax-string',
  number: 'text-syntax-number',
  boolean: 'text-syntax-keyword',
  null: 'text-syntax-keyword',
  other: 'text-syntax-keyword',
  object: 'text-muted-foreground',
  array: 'text-muted-foreground',
};

function Scalar({ row }: { row: JsonRow }) {
  return <span className={cn('truncate', TONES[row.kind])}>{textOf(row)}</span>;
}

const MAX_TEXT = 300;

const textOf = ({ kind, size, isOpen, value }: JsonRow): string => {
  if (kind === 'array') return isOpen ? `[${size}]` : previewOf(value);
  if (kind === 'object') return isOpen ? '' : previewOf(value);
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value);
};

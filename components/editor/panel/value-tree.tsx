import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight, CornerDownLeft } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { JsonFind } from '#components/ui/json-find.tsx';
import { formatPath, type JsonRow, previewOf } from '#components/ui/json-rows.ts';
import { useJsonTree } from '#components/ui/use-json-tree.ts';
import { REFERENCE_TYPE } from '../form/reference-target.ts';

const ROW_HEIGHT = 24; // px; of a row of one line. Only the rows in view exist; those of long texts are measured

interface ValueTreeProps {
  readonly value: unknown;
  /** What the value is called in templates; '' where its fields are names themselves. */
  readonly root: string;
  readonly label: string;
  readonly onInsert: (path: string) => void;
}

/** A value whose fields can be clicked or dragged into a setting. It fills its parent and stays fast with megabytes. */
export function ValueTree({ value, root, label, onInsert }: ValueTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const treeId = useId();
  const insert = (row: JsonRow) => onInsert(formatPath(root, row.path));
  const tree = useJsonTree({
    value,
    rowsAtFirst: 60,
    isRootless: root === '',
    reveal: (index) => virtual.scrollToIndex(index),
    onEnter: insert,
  });
  const { active } = tree;
  const virtual = useVirtualizer({
    count: tree.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    rangeExtractor: tree.rangeExtractor,
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (!tree.handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation(); // arrows and letters would do what they do on the canvas
  };

  return (
    <>
      {typeof value === 'object' && value !== null ? (
        <JsonFind
          value={value}
          label={label}
          onFound={tree.goTo}
          onOpenAll={tree.openAll}
          onCloseAll={tree.closeAll}
        />
      ) : null}
      <div
        ref={scroller}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={active ? `${treeId}${active.pointer}` : undefined}
        className="group/tree nowheel min-h-0 flex-1 overflow-auto overscroll-contain py-1 font-mono text-xs focus-visible:outline-offset-[-2px]"
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize() }} className="relative">
          {virtual.getVirtualItems().map((item) => {
            const row = tree.rowAt(item.index);
            return row === undefined ? null : (
              <TreeRow
                key={`${item.index} ${row.pointer}`} // at another place it is measured anew
                id={`${treeId}${row.pointer}`}
                row={row}
                depth={row.depth - (root === '' ? 1 : 0)}
                path={formatPath(root, row.path)}
                index={item.index}
                top={item.start}
                measure={virtual.measureElement}
                isActive={item.index === tree.activeIndex}
                onToggle={() => tree.toggle(row)}
                onInsert={() => {
                  tree.choose(row);
                  insert(row);
                }}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

interface TreeRowProps {
  readonly id: string;
  readonly row: JsonRow;
  readonly depth: number;
  readonly path: string;
  readonly index: number;
  readonly top: number;
  readonly measure: (row: HTMLElement | null) => void;
  readonly isActive: boolean;
  readonly onToggle: () => void;
  readonly onInsert: () => void;
}

function TreeRow(props: TreeRowProps) {
  const { id, row, depth, path, index, top, measure, isActive, onToggle, onInsert } = props;
  const key = row.path.at(-1);
  const hasMembers = row.size > 0;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys for its active row
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the tree (aria-activedescendant)
    <div
      id={id}
      ref={measure}
      data-index={index}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={row.place}
      aria-setsize={row.of}
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
      style={{ top, minHeight: ROW_HEIGHT, paddingLeft: 6 + depth * 14 }}
      className={cn(
        'group/row absolute inset-x-0 flex cursor-default items-start gap-1 py-1 pr-8 leading-4 hover:bg-surface-2',
        isActive && 'bg-surface-2 group-focus-visible/tree:bg-signal-soft',
      )}
    >
      <span className="grid h-4 w-3.5 shrink-0 place-items-center text-faint-foreground">
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
        className="absolute top-0 right-1 grid size-6 place-items-center rounded-xs bg-surface-2 text-muted-foreground opacity-0 group-hover/row:opacity-100 hover:bg-surface-3 hover:text-foreground pointer-coarse:opacity-100"
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
  return (
    <span className={cn('min-w-0', row.kind === 'string' ? 'wrap-anywhere' : 'truncate', TONES[row.kind])}>
      {textOf(row)}
    </span>
  );
}

const MAX_TEXT = 2_000; // characters: twenty lines of a wide panel; the JSON view has the rest

const textOf = ({ kind, size, isOpen, value }: JsonRow): string => {
  if (kind === 'array') return isOpen ? `[${size}]` : previewOf(value);
  if (kind === 'object') return isOpen ? '' : previewOf(value);
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value);
};

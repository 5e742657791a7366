import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { formatPath } from '#components/ui/json-rows.ts';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { REFERENCE_TYPE } from '../form/reference-target.ts';
import { shortText } from '../testing/preview-template.ts';
import type { ObjectList } from './object-lists.ts';

const ROW_HEIGHT = 28;

interface ValueTableProps {
  readonly lists: readonly ObjectList[];
  readonly onInsert: (path: string) => void;
}

/** Lists of objects as tables, one at a time; a cell can be clicked or dragged into a setting. */
export function ValueTable({ lists, onInsert }: ValueTableProps) {
  const [path, setPath] = useState<string>();
  const list = lists.find((each) => each.path === path) ?? lists[0];
  if (list === undefined) {
    return (
      <p className="p-4 text-center text-muted-foreground text-xs text-pretty">
        A list of objects is shown as a table. There is none in this data.
      </p>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="border-b p-2">
        <Select value={list.path} onValueChange={setPath}>
          <SelectTrigger aria-label="List">
            <code className="truncate text-xs">{list.path}</code>
          </SelectTrigger>
          <SelectContent>
            {lists.map((each) => (
              <SelectItem key={each.path} value={each.path}>
                {each.path} ({each.rows.length})
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
      <Rows key={list.path} list={list} onInsert={onInsert} />
    </div>
  );
}

function Rows({ list, onInsert }: { list: ObjectList; onInsert: (path: string) => void }) {
  const scroller = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const [active, setActive] = useState<Place>();
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollPaddingStart: ROW_HEIGHT, // the head stays where it is
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const behind = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const pathOf = ({ row, column }: Place) => formatPath(`${list.path}[${row}]`, [list.columns[column] ?? '']);
  const cellId = ({ row, column }: Place) => `${gridId}-${row}-${column}`;

  const activeId = active === undefined ? undefined : cellId(active);
  useEffect(() => {
    if (activeId === undefined) return;
    document.getElementById(activeId)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent) => {
    const isHeld = event.ctrlKey || event.metaKey;
    const size = { rows: list.rows.length, columns: list.columns.length };
    const next = event.altKey ? undefined : moved(active ?? START, event.key, isHeld, size);
    if (next !== undefined) {
      setActive(active === undefined ? START : next);
      virtual.scrollToIndex(next.row);
    } else if (event.key === 'Enter' && active !== undefined && valueAt(list, active) !== undefined) {
      onInsert(pathOf(active));
    } else return;
    event.preventDefault();
    event.stopPropagation(); // arrows would walk on the canvas
  };

  return (
    <div ref={scroller} className="nowheel min-h-0 flex-1 overflow-auto overscroll-contain">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA pattern of a table whose cells are used
        role="grid"
        tabIndex={0}
        aria-label={list.path}
        aria-rowcount={list.rows.length + 1}
        aria-activedescendant={activeId}
        className="group/grid min-w-full text-xs focus-visible:outline-offset-[-2px]"
        onKeyDown={onKeyDown}
        onFocus={() => setActive((at) => at ?? START)}
      >
        <thead className="sticky top-0 z-1 bg-surface-2">
          <tr>
            <th scope="col" className="px-2 py-1.5 text-right font-normal text-faint-foreground">
              #
            </th>
            {list.columns.map((column) => (
              <th key={column} scope="col" className="px-2 py-1.5 text-left font-medium whitespace-nowrap">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <tr style={{ height: before }} /> : null}
          {items.map(({ index }) => (
            <tr key={index} aria-rowindex={index + 2} className="border-b" style={{ height: ROW_HEIGHT }}>
              <th scope="row" className="px-2 text-right font-normal text-faint-foreground tabular-nums">
                {index}
              </th>
              {list.columns.map((name, column) => {
                const place = { row: index, column };
                return (
                  <Cell
                    key={name}
                    id={cellId(place)}
                    value={valueAt(list, place)}
                    path={pathOf(place)}
                    isActive={active?.row === index && active.column === column}
                    onChoose={() => setActive(place)}
                    onInsert={onInsert}
                  />
                );
              })}
            </tr>
          ))}
          {behind > 0 ? <tr style={{ height: behind }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

/** A cell, by the numbers of its row and column from 0. */
interface Place {
  readonly row: number;
  readonly column: number;
}

const START: Place = { row: 0, column: 0 };
const PAGE = 10; // rows

const valueAt = (list: ObjectList, { row, column }: Place): unknown =>
  list.rows[row]?.[list.columns[column] ?? ''];

/** Where a key of the ARIA grid pattern leads from a cell; undefined where it is none of them. */
const moved = (
  { row, column }: Place,
  key: string,
  isHeld: boolean,
  size: { readonly rows: number; readonly columns: number },
): Place | undefined => {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const within = (wanted: Place): Place => ({
    row: Math.max(0, Math.min(last.row, wanted.row)),
    column: Math.max(0, Math.min(last.column, wanted.column)),
  });
  switch (key) {
    case 'ArrowUp':
      return within({ row: row - 1, column });
    case 'ArrowDown':
      return within({ row: row + 1, column });
    case 'ArrowLeft':
      return within({ row, column: column - 1 });
    case 'ArrowRight':
      return within({ row, column: column + 1 });
    case 'PageUp':
      return within({ row: row - PAGE, column });
    case 'PageDown':
      return within({ row: row + PAGE, column });
    case 'Home':
      return { row: isHeld ? 0 : row, column: 0 };
    case 'End':
      return { row: isHeld ? last.row : row, column: last.column };
    default:
      return undefined;
  }
};

interface CellProps {
  readonly id: string;
  readonly value: unknown;
  readonly path: string;
  readonly isActive: boolean;
  readonly onChoose: () => void;
  readonly onInsert: (path: string) => void;
}

function Cell({ id, value, path, isActive, onChoose, onInsert }: CellProps) {
  const isEmpty = value === undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for its active cell
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid (aria-activedescendant)
    <td
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: as the grid that it is of
      role="gridcell"
      aria-selected={isActive}
      draggable={!isEmpty}
      title={isEmpty ? undefined : `Insert {{ ${path} }}`}
      className={cn(
        'max-w-60 cursor-default truncate px-2 py-1 font-mono',
        !isEmpty && 'hover:bg-surface-2',
        isActive &&
          'group-focus-visible/grid:bg-signal-soft group-focus-visible/grid:outline-1 group-focus-visible/grid:outline-signal group-focus-visible/grid:-outline-offset-1',
      )}
      onDragStart={(event) => {
        event.dataTransfer.setData(REFERENCE_TYPE, path);
        event.dataTransfer.setData('text/plain', `{{ ${path} }}`);
      }}
      onClick={() => {
        onChoose();
        if (!isEmpty) onInsert(path);
      }}
    >
      {isEmpty ? null : shortText(value, 120)}
    </td>
  );
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
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
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const behind = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={scroller} tabIndex={0} className="nowheel min-h-0 flex-1 overflow-auto overscroll-contain">
      <table aria-label={list.path} aria-rowcount={list.rows.length + 1} className="min-w-full text-xs">
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
              <td className="px-2 text-right text-faint-foreground tabular-nums">{index}</td>
              {list.columns.map((column) => (
                <Cell
                  key={column}
                  value={list.rows[index]?.[column]}
                  path={formatPath(`${list.path}[${index}]`, [column])}
                  onInsert={onInsert}
                />
              ))}
            </tr>
          ))}
          {behind > 0 ? <tr style={{ height: behind }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ value, path, onInsert }: { value: unknown; path: string; onInsert: (path: string) => void }) {
  return (
    <td className="p-0">
      {value === undefined ? null : (
        <button
          type="button"
          tabIndex={-1}
          draggable
          title={`Insert {{ ${path} }}`}
          className="block max-w-60 truncate px-2 py-1 text-left font-mono hover:bg-surface-2"
          onDragStart={(event) => {
            event.dataTransfer.setData(REFERENCE_TYPE, path);
            event.dataTransfer.setData('text/plain', `{{ ${path} }}`);
          }}
          onClick={() => onInsert(path)}
        >
          {shortText(value, 120)}
        </button>
      )}
    </td>
  );
}

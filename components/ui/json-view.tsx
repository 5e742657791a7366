'use client';

import { Braces, ChevronDown, ChevronRight, ChevronUp, Copy, Search, Waypoints } from 'lucide-react';
import { type KeyboardEvent, type UIEvent, useId, useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { copyToClipboard } from './copy-to-clipboard.ts';
import {
  findInJson,
  flattenJson,
  formatPath,
  initiallyOpen,
  type JsonRow,
  type PathPart,
  pointerOf,
  previewOf,
} from './json-rows.ts';
import { ScrollText } from './scroll-text.tsx';

const ROW_HEIGHT = 22; // px; every row has it, so that only the rows in view need to exist
const OVERSCAN = 12;
const LONG_STRING = 80;

interface JsonViewProps {
  value: unknown;
  /** What the value is called in templates and code (`event`, `steps.search.output`): the start of copied paths. */
  root?: string;
  /** Says what is shown, for assistive technology. */
  label: string;
  /** Height of the tree in px at most; it is smaller when the rows need less. */
  maxHeight?: number;
  className?: string | undefined;
}

/** Any JSON value: text as text, everything else as a tree that stays fast with megabytes. */
export function JsonView(props: JsonViewProps) {
  return typeof props.value === 'string' ? (
    <TextView {...props} value={props.value} />
  ) : (
    <TreeView {...props} />
  );
}

function TextView({ value, label, maxHeight = 420, className }: JsonViewProps & { value: string }) {
  return (
    <div className={cn('relative rounded-md border bg-surface dark:bg-background/50', className)}>
      <CopyButton
        value={value}
        label={`Copy ${label}`}
        size="icon-xs"
        className="absolute top-1 right-1 bg-surface"
      />
      <ScrollText
        className="overflow-auto py-2 pr-9 pl-3 font-mono text-syntax-string text-xs leading-5 break-words whitespace-pre-wrap"
        style={{ maxHeight }}
      >
        {value === '' ? <span className="text-faint-foreground">empty text</span> : value}
      </ScrollText>
    </div>
  );
}

/** Only rows in view are rendered. */
function TreeView({ value, root = '', label, maxHeight = 420, className }: JsonViewProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => initiallyOpen(value));
  const [shownValue, setShownValue] = useState(value);
  const [active, setActive] = useState<string>();
  const [scrollTop, setScrollTop] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const treeId = useId();

  if (shownValue !== value) {
    setShownValue(value);
    setOpen(initiallyOpen(value));
    setActive(undefined);
    setScrollTop(0);
  }

  const rows = useMemo(() => flattenJson(value, open), [value, open]);
  const height = Math.min(maxHeight, rows.length * ROW_HEIGHT + 8);
  const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - OVERSCAN);
  const last = Math.min(rows.length, Math.ceil((scrollTop + height) / ROW_HEIGHT) + OVERSCAN);
  const activeIndex = rows.findIndex((row) => row.pointer === active);
  const activeRow = rows[activeIndex];

  const reveal = (index: number) => {
    const box = scroller.current;
    if (!box) return;
    const top = index * ROW_HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW_HEIGHT * 2 > box.scrollTop + box.clientHeight) {
      box.scrollTop = top + ROW_HEIGHT * 2 - box.clientHeight;
    }
  };
  const moveTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setActive(row.pointer);
    reveal(index);
  };
  const toggle = (row: JsonRow) => {
    if (row.size === 0) return;
    const next = new Set(open);
    if (!next.delete(row.pointer)) next.add(row.pointer);
    setOpen(next);
  };
  const goTo = (path: readonly PathPart[]) => {
    const next = new Set(open);
    for (let length = 0; length < path.length; length += 1) next.add(pointerOf(path.slice(0, length)));
    const pointer = pointerOf(path);
    setOpen(next);
    setActive(pointer);
    const index = flattenJson(value, next).findIndex((row) => row.pointer === pointer);
    requestAnimationFrame(() => reveal(index));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyStep(event.key);
    if (step !== undefined)
      moveTo(step === 'home' ? 0 : step === 'end' ? rows.length - 1 : activeIndex + step);
    else if (activeRow && (event.key === 'Enter' || event.key === ' ')) toggle(activeRow);
    else if (activeRow && event.key === 'ArrowRight') {
      if (activeRow.size > 0 && !activeRow.isOpen) toggle(activeRow);
      else moveTo(activeIndex + 1);
    } else if (activeRow && event.key === 'ArrowLeft') {
      if (activeRow.isOpen) toggle(activeRow);
      else if (activeRow.depth > 0) {
        moveTo(rows.findIndex((row) => row.pointer === pointerOf(activeRow.path.slice(0, -1))));
      }
    } else if (activeRow && event.key === 'c' && (event.ctrlKey || event.metaKey) && noTextSelected()) {
      void copyValue(activeRow.value);
    } else return;
    event.preventDefault();
  };

  return (
    <div
      className={cn('min-w-0 overflow-hidden rounded-md border bg-surface dark:bg-background/50', className)}
    >
      <JsonToolbar value={value} label={label} onFound={goTo} />
      <div
        ref={scroller}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={activeRow ? `${treeId}${activeRow.pointer}` : undefined}
        className="group/tree relative overflow-auto overscroll-contain py-1 font-mono text-xs focus-visible:outline-offset-[-2px]"
        style={{ height }}
        onScroll={(event: UIEvent<HTMLDivElement>) => setScrollTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: rows.length * ROW_HEIGHT }} className="relative">
          {rows.slice(first, last).map((row, offset) => (
            <JsonRowView
              key={row.pointer}
              id={`${treeId}${row.pointer}`}
              row={row}
              root={root}
              top={(first + offset) * ROW_HEIGHT}
              isActive={row.pointer === active}
              onSelect={() => {
                setActive(row.pointer);
                toggle(row);
              }}
            />
          ))}
        </div>
      </div>
      {activeRow ? <ActiveRow row={activeRow} root={root} /> : null}
    </div>
  );
}

/** The chosen row's path and value to copy, also without a mouse, and all of a long text. */
function ActiveRow({ row, root }: { row: JsonRow; root: string }) {
  const path = formatPath(root, row.path);
  return (
    <div className="border-t bg-surface-2/60">
      <div className="flex items-center gap-1 py-0.5 pr-1 pl-3">
        <code className="min-w-0 flex-1 truncate text-muted-foreground text-xs" title={path}>
          {path === '' ? 'everything' : path}
        </code>
        {path === '' ? null : (
          <CopyButton value={path} label="Copy the path" size="xs">
            Path
          </CopyButton>
        )}
        <CopyButton value={() => valueText(row.value)} label="Copy the value" size="xs">
          Value
        </CopyButton>
      </div>
      {isLong(row.value) ? (
        <ScrollText className="max-h-56 overflow-auto border-t px-3 py-2 font-mono text-xs break-words whitespace-pre-wrap">
          {row.value}
        </ScrollText>
      ) : null}
    </div>
  );
}

const keyStep = (key: string): number | 'home' | 'end' | undefined => {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return 15;
    case 'PageUp':
      return -15;
    case 'Home':
      return 'home';
    case 'End':
      return 'end';
    default:
      return undefined;
  }
};

const isLong = (value: unknown): value is string =>
  typeof value === 'string' && (value.length > LONG_STRING || value.includes('\n'));

const noTextSelected = () => (window.getSelection()?.toString() ?? '') === '';

const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? String(value));

const copyValue = async (value: unknown) => {
  if (await copyToClipboard(valueText(value))) toast.success('Value copied');
};

function JsonToolbar({
  value,
  label,
  onFound,
}: {
  value: unknown;
  label: string;
  onFound: (path: readonly PathPart[]) => void;
}) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const hits = useMemo(() => findInJson(value, text), [value, text]);
  const go = (step: number) => {
    if (hits.length === 0) return;
    const next = (at + step + hits.length) % hits.length;
    setAt(next);
    const hit = hits[next];
    if (hit) onFound(hit);
  };
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="flex justify-end border-b px-1 py-0.5">
        <CopyButton value={() => valueText(value)} label={`Copy ${label}`} size="icon-xs" />
      </div>
    );
  }
  return (
    <div className="flex items-center gap-1 border-b py-0.5 pr-1 pl-2.5">
      <Search className="size-3 shrink-0 text-faint-foreground" aria-hidden="true" />
      <input
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') setText('');
        }}
        aria-label={`Find in ${label}`}
        placeholder="Find key or value"
        className="h-6 min-w-0 flex-1 bg-transparent px-1 text-xs outline-none placeholder:text-faint-foreground"
      />
      {text.trim() === '' ? null : (
        <>
          <span className="text-2xs text-faint-foreground tabular-nums" role="status">
            {hits.length === 0 ? 'No match' : `${Math.max(at + 1, 0)}/${hits.length}`}
          </span>
          <Button
            variant="ghost"
            size="icon-xs"
            aria-label="Previous match"
            disabled={hits.length === 0}
            onClick={() => go(-1)}
          >
            <ChevronUp />
          </Button>
          <Button
            variant="ghost"
            size="icon-xs"
            aria-label="Next match"
            disabled={hits.length === 0}
            onClick={() => go(1)}
          >
            <ChevronDown />
          </Button>
        </>
      )}
      <CopyButton value={() => valueText(value)} label={`Copy ${label} as JSON`} size="icon-xs" />
    </div>
  );
}

function JsonRowView({
  id,
  row,
  root,
  top,
  isActive,
  onSelect,
}: {
  id: string;
  row: JsonRow;
  root: string;
  top: number;
  isActive: boolean;
  onSelect: () => void;
}) {
  const key = row.path.at(-1);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys for its active row
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the tree (aria-activedescendant)
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isActive}
      aria-expanded={row.size > 0 ? row.isOpen : undefined}
      onClick={() => {
        if (noTextSelected()) onSelect();
      }}
      style={{ top, height: ROW_HEIGHT, paddingLeft: 6 + row.depth * 14 }}
      className={cn(
        'group/json absolute inset-x-0 flex items-center gap-1 pr-14 whitespace-nowrap hover:bg-surface-2',
        isActive && 'bg-surface-2 group-focus-visible/tree:bg-signal-soft',
      )}
    >
      <span className="grid size-3.5 shrink-0 place-items-center text-faint-foreground">
        {row.size > 0 ? (
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
      <JsonValue row={row} />
      <span className="absolute right-1 flex bg-surface-2 opacity-0 group-hover/json:opacity-100">
        <RowAction
          label={`Copy the path ${formatPath(root, row.path)}`}
          icon={<Waypoints />}
          onClick={async () => {
            if (await copyToClipboard(formatPath(root, row.path))) toast.success('Path copied');
          }}
        />
        <RowAction label="Copy the value" icon={<Copy />} onClick={() => copyValue(row.value)} />
      </span>
    </div>
  );
}

function RowAction({
  label,
  icon,
  onClick,
}: {
  label: string;
  icon: React.ReactNode;
  onClick: () => Promise<void>;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      title={label}
      aria-label={label}
      className="grid size-5 place-items-center rounded-xs text-faint-foreground hover:bg-surface-3 hover:text-foreground [&_svg]:size-3"
      onClick={(event) => {
        event.stopPropagation();
        void onClick();
      }}
    >
      {icon}
    </button>
  );
}

function JsonValue({ row }: { row: JsonRow }) {
  switch (row.kind) {
    case 'object':
    case 'array': {
      const isArray = row.kind === 'array';
      if (row.size === 0) return <span className="text-syntax-punctuation">{isArray ? '[]' : '{}'}</span>;
      if (!row.isOpen) return <span className="truncate text-muted-foreground">{previewOf(row.value)}</span>;
      return (
        <span className="flex items-center gap-1 text-2xs text-faint-foreground">
          {isArray ? null : <Braces className="size-2.5" aria-hidden="true" />}
          {isArray ? `[${row.size}]` : row.size}
        </span>
      );
    }
    case 'string': {
      const text = String(row.value);
      return (
        <span className="truncate text-syntax-string">
          {JSON.stringify(text.length > 400 ? `${text.slice(0, 400)}…` : text)}
        </span>
      );
    }
    case 'number':
      return <span className="text-syntax-number">{String(row.value)}</span>;
    default:
      return <span className="text-syntax-keyword">{String(row.value)}</span>;
  }
}

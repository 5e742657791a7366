'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { Braces, ChevronRight, Copy, Waypoints } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { toast } from 'sonner';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { copyToClipboard } from './copy-to-clipboard.ts';
import { JsonFind } from './json-find.tsx';
import { formatPath, type JsonRow, previewOf } from './json-rows.ts';
import { LongText } from './long-text.tsx';
import { ScrollText } from './scroll-text.tsx';
import { useJsonTree } from './use-json-tree.ts';

const ROW_HEIGHT = 24; // px; every row has it, so that only the rows in view need to exist
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
        {value === '' ? (
          <span className="text-faint-foreground">empty text</span>
        ) : (
          <LongText>{value}</LongText>
        )}
      </ScrollText>
    </div>
  );
}

/** Only rows in view are rendered. */
function TreeView({ value, root = '', label, maxHeight = 420, className }: JsonViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const treeId = useId();
  const reveal = (index: number) => virtual.scrollToIndex(index);
  const tree = useJsonTree({ value, reveal });
  const { active } = tree;
  const virtual = useVirtualizer({
    count: tree.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor: tree.rangeExtractor,
    scrollPaddingEnd: ROW_HEIGHT, // the row after the chosen one is seen as well
  });

  useEffect(() => {
    if (value !== undefined) scroller.current?.scrollTo({ top: 0 }); // another value begins at its beginning
  }, [value]);

  const onKeyDown = (event: KeyboardEvent) => {
    const isCopy = event.key === 'c' && (event.ctrlKey || event.metaKey) && noTextSelected();
    if (isCopy && active !== undefined) void copyValue(active.value);
    else if (!tree.handleKey(event)) return;
    event.preventDefault();
  };

  return (
    <div
      className={cn('min-w-0 overflow-hidden rounded-md border bg-surface dark:bg-background/50', className)}
    >
      {typeof value === 'object' && value !== null ? (
        <JsonFind
          value={value}
          label={label}
          onFound={tree.goTo}
          onOpenAll={tree.openAll}
          onCloseAll={tree.closeAll}
        >
          <CopyButton value={() => valueText(value)} label={`Copy ${label} as JSON`} size="icon-xs" />
        </JsonFind>
      ) : (
        <div className="flex justify-end border-b px-1 py-0.5">
          <CopyButton value={() => valueText(value)} label={`Copy ${label}`} size="icon-xs" />
        </div>
      )}
      <div
        ref={scroller}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={active ? `${treeId}${active.pointer}` : undefined}
        className="group/tree relative overflow-auto overscroll-contain py-1 font-mono text-xs focus-visible:outline-offset-[-2px]"
        style={{ height: Math.min(maxHeight, tree.length * ROW_HEIGHT + 8) }}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize() }} className="relative">
          {virtual.getVirtualItems().map((item) => {
            const row = tree.rowAt(item.index);
            return row === undefined ? null : (
              <JsonRowView
                key={row.pointer}
                id={`${treeId}${row.pointer}`}
                row={row}
                root={root}
                top={item.start}
                isActive={item.index === tree.activeIndex}
                onSelect={() => tree.toggle(row)}
              />
            );
          })}
        </div>
      </div>
      {active ? <ActiveRow row={active} root={root} /> : null}
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
          <LongText>{row.value}</LongText>
        </ScrollText>
      ) : null}
    </div>
  );
}

const isLong = (value: unknown): value is string =>
  typeof value === 'string' && (value.length > LONG_STRING || value.includes('\n'));

const noTextSelected = () => (window.getSelection()?.toString() ?? '') === '';

const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? String(value));

const copyValue = async (value: unknown) => {
  if (await copyToClipboard(valueText(value))) toast.success('Value copied');
};

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
      aria-posinset={row.place}
      aria-setsize={row.of}
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
      className="grid size-6 place-items-center rounded-xs text-faint-foreground hover:bg-surface-3 hover:text-foreground [&_svg]:size-3"
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

import { CornerDownRight, ListTree } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { GraphIssue, NodeSpec } from '#lib/graph/node-spec.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { focusPanel } from '../panel/focus-panel.ts';
import { flowOutline, type OutlineRow } from './flow-outline.ts';

const INDENT_REM = 0.875;
const MAX_INDENTED = 8; // deeper levels stay in view; their level is still read out

/** The flows as a tree to read and walk by keyboard: the canvas without the picture. */
export function FlowList({ onChosen }: { onChosen?: () => void }) {
  const { store, specs } = useEditor();
  const document = useEditorState((state) => state.document);
  const selected = useEditorState(({ selection }) =>
    selection.nodes.length === 1 ? selection.nodes[0] : undefined,
  );
  const issues = useEditorState((state) => state.issuesByNode);
  const view = useCanvasActions();
  const tree = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => flowOutline(document, specs), [document, specs]);
  const tabStop = rows.find((row) => row.node.id === selected)?.key ?? rows[0]?.key;

  const select = ({ node }: OutlineRow) => {
    if (store.getState().selection.nodes.join() !== node.id) store.getState().select({ nodes: [node.id] });
    view.show(node.id);
  };
  const open = (row: OutlineRow) => {
    select(row);
    store.getState().setPanelOpen(true);
    onChosen?.();
    focusPanel();
  };
  const onKeyDown = (event: KeyboardEvent, row: OutlineRow) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') open(row);
    else {
      const to = rowAfter(rows, row, event.key);
      if (to === undefined) return;
      tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(to.key)}"]`)?.focus();
    }
    event.preventDefault();
  };

  if (rows.length === 0) {
    return (
      <EmptyState
        icon={ListTree}
        title="No flow yet"
        description="Each trigger and the steps after it are listed here."
      />
    );
  }
  return (
    <div ref={tree} role="tree" aria-label="Flows" className="min-h-0 flex-1 overflow-y-auto p-2">
      {rows.map((row) => (
        <Row
          key={row.key}
          row={row}
          spec={specs[row.node.type]}
          issues={issues.get(row.node.id)}
          isSelected={row.node.id === selected}
          isTabStop={row.key === tabStop}
          onFocus={() => select(row)}
          onOpen={() => open(row)}
          onKeyDown={(event) => onKeyDown(event, row)}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: OutlineRow;
  readonly spec: NodeSpec | undefined;
  readonly issues: readonly GraphIssue[] | undefined;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Row({ row, spec, issues, isSelected, isTabStop, onFocus, onOpen, onKeyDown }: RowProps) {
  const { node, level, branch, isAgain } = row;
  const kind = spec?.label ?? node.type;
  const errors = issues?.filter(({ severity }) => severity === 'error').length ?? 0;
  const kindShown = isAgain ? 'listed above' : kind;
  // Begins with what is to be seen, so that it can be said to be clicked.
  const name = [
    node.name,
    branch === undefined ? kindShown : `${branch} · ${kindShown}`,
    ...(isAgain ? [kind] : []),
    ...(node.disabled ? ['disabled'] : []),
    ...(errors === 0 ? [] : [errors === 1 ? '1 error' : `${errors} errors`]),
  ].join(', ');
  return (
    <div
      role="treeitem"
      data-row={row.key}
      aria-label={name}
      aria-level={level}
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
      onKeyDown={onKeyDown}
      style={{ marginLeft: `${(Math.min(level, MAX_INDENTED) - 1) * INDENT_REM}rem` }}
      className={cn(
        'flex scroll-m-2 cursor-pointer items-center gap-2 rounded-md px-2 py-1 outline-offset-[-2px] hover:bg-surface-3/70 pointer-coarse:py-2',
        level === 1 && 'mt-2 first:mt-0',
        isSelected && 'bg-surface-3',
      )}
    >
      {isAgain ? (
        <span className="grid size-7 shrink-0 place-items-center text-faint-foreground">
          <CornerDownRight className="size-3.5" aria-hidden="true" />
        </span>
      ) : (
        <NodeIcon name={spec?.icon} category={spec?.category} size="sm" />
      )}
      <span className="grid min-w-0 flex-1">
        <span className={cn('truncate text-sm', !isAgain && 'font-medium', node.disabled && 'line-through')}>
          {node.name}
        </span>{' '}
        <span className="truncate text-2xs text-muted-foreground">
          {branch === undefined ? null : <span className="text-foreground">{branch} · </span>}
          {kindShown}
        </span>
      </span>
      {errors === 0 ? null : <span className="size-2 shrink-0 rounded-full bg-danger" aria-hidden="true" />}
    </div>
  );
}

/** Where a key leads: up and down a row, left to what it hangs on, right to its first step, Home and End. */
const rowAfter = (rows: readonly OutlineRow[], from: OutlineRow, key: string): OutlineRow | undefined => {
  const at = rows.indexOf(from);
  switch (key) {
    case 'ArrowDown':
      return rows[at + 1] ?? from;
    case 'ArrowUp':
      return rows[at - 1] ?? from;
    case 'ArrowLeft':
      return rows.slice(0, at).findLast(({ level }) => level < from.level) ?? from;
    case 'ArrowRight':
      return rows[at + 1]?.level === from.level + 1 ? rows[at + 1] : from;
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    default:
      return undefined;
  }
};

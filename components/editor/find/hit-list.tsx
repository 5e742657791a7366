import { useVirtualizer } from '@tanstack/react-virtual';
import { Cable, Frame, StickyNote } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { TextHit } from '#lib/graph/find-text.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { type TextOwner, textOwners } from './find-owners.ts';
import { HitText } from './hit-text.tsx';
import { useFinding, useFindingState } from './use-finding.ts';

type Row =
  | { readonly kind: 'owner'; readonly owner: TextOwner; readonly count: number }
  | { readonly kind: 'hit'; readonly hit: TextHit; readonly index: number };

const OWNER_HEIGHT = 38; // pixels
const HIT_HEIGHT = 42;

/** Everything that was found, by what it stands in. Only the rows that are seen are drawn. */
export function HitList() {
  const finding = useFinding();
  const { specs } = useEditor();
  const document = useEditorState((state) => state.document);
  const hits = useFindingState((state) => state.found.hits);
  const current = useFindingState((state) => state.current);
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(hits, textOwners(document, specs)), [hits, document, specs]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: (at) => (rows[at]?.kind === 'owner' ? OWNER_HEIGHT : HIT_HEIGHT),
    overscan: 8,
  });
  const currentRow = rows.findIndex((row) => row.kind === 'hit' && row.index === Math.max(0, current));
  useEffect(() => {
    if (current > 0) virtual.scrollToIndex(currentRow);
    if (current === 0) virtual.scrollToOffset(0);
  }, [virtual, current, currentRow]);

  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const at = Number(row?.getAttribute('data-index') ?? -1);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || at === -1) return;
    event.preventDefault();
    let next = at + step;
    while (rows[next]?.kind === 'owner') next += step;
    if (rows[next] === undefined) return;
    virtual.scrollToIndex(next);
    const focus = () => buttonAt(list.current, next)?.focus({ preventScroll: true });
    if (buttonAt(list.current, next) === null) requestAnimationFrame(focus);
    else focus();
  };

  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys between the buttons in it
    <div ref={list} className="find-hits" onKeyDown={onKeyDown}>
      <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index: at, start, size }) => {
          const row = rows[at];
          if (row === undefined) return null;
          return (
            <div
              key={at}
              data-index={at}
              className="absolute inset-x-0"
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              {row.kind === 'owner' ? (
                <Owner owner={row.owner} count={row.count} />
              ) : (
                <button
                  type="button"
                  data-hit=""
                  tabIndex={at === currentRow ? 0 : -1}
                  aria-current={row.index === current || undefined}
                  className={cn('find-hit', row.index === current && 'is-current')}
                  onClick={() => finding.go(row.index, true)}
                >
                  <HitText hit={row.hit} />
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Gives the list the focus, at its current hit. */
export const focusHit = (): void =>
  document.querySelector<HTMLElement>('[data-find-panel] [data-hit][tabindex="0"]')?.focus();

const buttonAt = (list: HTMLElement | null, row: number): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-index="${row}"] button`) ?? null;

function Owner({ owner, count }: { owner: TextOwner; count: number }) {
  return (
    <h2 className="flex h-full items-center gap-2 px-2.5 pt-1">
      <OwnerIcon owner={owner} />
      <span className="min-w-0 flex-1 truncate font-medium text-xs">{owner.name}</span>
      <span className="text-2xs text-muted-foreground tabular-nums">{count}</span>
    </h2>
  );
}

function OwnerIcon({ owner }: { owner: TextOwner }) {
  if (owner.kind === 'node') return <NodeIcon name={owner.icon} category={owner.category} size="sm" />;
  const Icon = { edge: Cable, note: StickyNote, frame: Frame }[owner.kind];
  return (
    <span className="grid size-7 place-items-center rounded-md bg-surface-3 text-muted-foreground">
      <Icon className="size-4" aria-hidden="true" />
    </span>
  );
}

const rowsOf = (hits: readonly TextHit[], ownerOfText: (text: TextHit['text']) => TextOwner): Row[] => {
  const indexed = hits.map((hit, index) => ({ hit, index, owner: ownerOfText(hit.text) }));
  return [...Map.groupBy(indexed, ({ owner }) => owner.id).values()].flatMap((group): Row[] => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      { kind: 'owner', owner: first.owner, count: group.length },
      ...group.map(({ hit, index }): Row => ({ kind: 'hit', hit, index })),
    ];
  });
};

import { Cable, ChevronRight, StickyNote } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ComparedItem } from '#lib/graph/compare.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useEditor } from '../editor-context.tsx';
import { ChangeMark } from './change-mark.tsx';
import { FieldChangeView } from './field-change-view.tsx';
import type { Review } from './use-review.ts';

/** The changes as text, field by field. */
export function ReviewList({ review, isWide }: { review: Review; isWide: boolean }) {
  const { items, comparison } = review;
  if (comparison.items.length === 0) {
    return <p className="px-4 py-6 text-muted-foreground text-sm">Nothing changed: both are the same.</p>;
  }
  const isOnlyLayout = review.layoutCount === comparison.items.length;
  return (
    <>
      {isOnlyLayout ? (
        <p className="px-4 pt-3 text-muted-foreground text-sm text-pretty">
          Only notes and the layout changed: the flows do the same as before.
        </p>
      ) : null}
      <ol aria-label="Changes" className="grid grid-cols-1 divide-y">
        {items.map((item) => (
          <Item key={item.key} item={item} review={review} isWide={isWide} />
        ))}
      </ol>
    </>
  );
}

function Item({ item, review, isWide }: { item: ComparedItem; review: Review; isWide: boolean }) {
  const { specs } = useEditor();
  const spec = item.node === undefined ? undefined : specs[item.node.type];
  const isCurrent = review.currentKey === item.key;
  const isOpen = item.fields.length > 0 && review.isOpen(item);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li ref={row} className="grid grid-cols-1" aria-current={isCurrent || undefined}>
      <button
        type="button"
        aria-expanded={item.fields.length === 0 ? undefined : isOpen}
        className="flex min-w-0 items-center gap-2.5 px-3 py-2 text-left hover:bg-surface-2 focus-visible:outline-offset-[-2px] data-[current]:bg-signal-soft"
        data-current={isCurrent || undefined}
        onClick={() => review.toggle(item)}
      >
        <ChevronRight
          className="size-3.5 shrink-0 text-faint-foreground transition-transform data-[hidden]:invisible data-[open]:rotate-90"
          data-open={isOpen || undefined}
          data-hidden={item.fields.length === 0 || undefined}
          aria-hidden="true"
        />
        <ItemIcon item={item} spec={spec} />
        <span className="min-w-0 flex-1 truncate text-sm">
          {item.name}
          {spec === undefined || spec.label === item.name ? null : (
            <span className="text-muted-foreground text-xs"> {spec.label}</span>
          )}
        </span>
        <ChangeMark state={item.state} />
      </button>
      {isOpen ? (
        <dl className="grid grid-cols-1 gap-3 px-4 pt-1 pb-4">
          {item.fields.map((field) => (
            <FieldChangeView key={field.path.join('.')} field={field} spec={spec} isWide={isWide} />
          ))}
        </dl>
      ) : null}
    </li>
  );
}

function ItemIcon({ item, spec }: { item: ComparedItem; spec: NodeSpec | undefined }) {
  if (item.on === 'node') return <NodeIcon name={spec?.icon} category={spec?.category} />;
  const Icon = item.on === 'edge' ? Cable : StickyNote;
  return (
    <span className="grid size-7 shrink-0 place-items-center text-muted-foreground">
      <Icon className="size-4" aria-hidden="true" />
    </span>
  );
}

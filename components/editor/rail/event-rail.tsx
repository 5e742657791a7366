import { ChevronDown, Plus } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { freeSpot } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { triggerFor } from '../trigger-for.ts';
import { type RailRow, railRows } from './rail-rows.ts';
import type { EventCounts } from './use-event-counts.ts';

/** The events of the workflow: which a flow handles, which nothing handles, what came in the last 24 hours. */
export function EventRail({ events, onChosen }: { events: EventCounts; onChosen?: () => void }) {
  const { specs, commands, store } = useEditor();
  const view = useCanvasActions();
  const document = useEditorState((state) => state.document);
  const rows = useMemo(() => railRows(document, specs, events.counts), [document, specs, events.counts]);
  const show = (nodeId: string) => {
    store.getState().select({ nodes: [nodeId] });
    view.reveal(nodeId);
    onChosen?.();
  };
  const start = (type: string) => {
    const trigger = triggerFor(type, specs);
    if (trigger === undefined) return;
    const id = commands.addNode({ ...trigger, at: freeSpot(document, specs, view.firstSpot()) });
    if (id !== undefined) view.reveal(id);
    onChosen?.();
  };
  return (
    <nav aria-label="Events" className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
      <Section title="Handled by a flow">
        {rows.flows.length === 0 ? (
          <Hint>No flow yet. Start one with an event below.</Hint>
        ) : (
          rows.flows.map((row) => <FlowRow key={row.type} row={row} onShow={show} />)
        )}
      </Section>
      <Section title="Came in, nothing handles them">
        {rows.missed.length === 0 ? (
          <Hint>{MISSED_HINTS[events.state]}</Hint>
        ) : (
          rows.missed.map((row) => <MissedRow key={row.type} row={row} onStart={() => start(row.type)} />)
        )}
      </Section>
      <details className="group">
        <summary className="flex cursor-pointer list-none items-center justify-between rounded-md px-2 pt-3 pb-1 font-medium text-2xs text-faint-foreground hover:text-foreground">
          What else Vapi can send ({rows.others.length})
          <ChevronDown aria-hidden="true" className="size-3.5 transition-transform group-open:rotate-180" />
        </summary>
        <ul>
          {rows.others.map((row) => (
            <MissedRow key={row.type} row={row} onStart={() => start(row.type)} />
          ))}
        </ul>
      </details>
    </nav>
  );
}

const MISSED_HINTS = {
  loading: 'Looking…',
  live: 'Nothing in the last 24 hours.',
  lost: 'The server does not answer. Trying again.',
} as const;

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="px-2 pt-3 pb-1 font-medium text-2xs text-faint-foreground">{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function Hint({ children }: { children: ReactNode }) {
  return <li className="px-2 py-1 text-muted-foreground text-xs text-pretty">{children}</li>;
}

const rowClasses =
  'grid w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2.5 rounded-md px-2 py-1.5 text-left hover:bg-surface-3/70';

/** A jack with a plug in it; one more line for each trigger where several start on the event. */
function FlowRow({ row, onShow }: { row: RailRow; onShow: (nodeId: string) => void }) {
  const [first, ...more] = row.triggers;
  if (first === undefined) return null;
  return (
    <li>
      <button type="button" className={rowClasses} onClick={() => onShow(first.id)}>
        <span className="rail-jack" data-plugged="" aria-hidden="true" />
        <Names row={row} />
        <Count row={row} />
        <span className="sr-only">. Show its flow</span>
      </button>
      {more.length === 0 ? null : (
        <ul className="mb-1 ml-7 border-l">
          {row.triggers.map((node) => (
            <li key={node.id}>
              <button
                type="button"
                className="w-full truncate rounded-r-md px-2.5 py-1 text-left text-xs hover:bg-surface-3/70"
                onClick={() => onShow(node.id)}
              >
                {node.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function MissedRow({ row, onStart }: { row: RailRow; onStart: () => void }) {
  return (
    <li>
      <button type="button" className={cn(rowClasses, 'group/row')} onClick={onStart}>
        <span className="rail-jack" aria-hidden="true" />
        <Names row={row} />
        {row.count === undefined ? (
          <Plus
            aria-hidden="true"
            className="size-3.5 text-muted-foreground opacity-0 group-hover/row:opacity-100"
          />
        ) : (
          <Count row={row} />
        )}
        <span className="sr-only">. Start a flow</span>
      </button>
    </li>
  );
}

function Names({ row }: { row: RailRow }) {
  return (
    <span className="grid min-w-0">
      <span className="truncate font-medium text-sm">{row.label}</span>
      <span className="truncate text-2xs text-muted-foreground">
        {row.count === undefined ? <code>{row.type}</code> : <RelativeTime at={row.count.lastAt} />}
      </span>
    </span>
  );
}

/** How many came; in the colour of a warning how many of them no flow ran for. */
function Count({ row }: { row: RailRow }) {
  if (row.count === undefined) return <span className="text-2xs text-faint-foreground">–</span>;
  const { handled, unhandled } = row.count;
  return (
    <span className="grid justify-items-end text-2xs tabular-nums">
      <span className="font-medium text-foreground">{(handled + unhandled).toLocaleString()}</span>
      {unhandled > 0 && row.triggers.length > 0 ? (
        <span className="text-warning-text" title="Came before the flow was published">
          {unhandled.toLocaleString()} not run
        </span>
      ) : null}
    </span>
  );
}

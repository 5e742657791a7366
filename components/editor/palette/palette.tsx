import { Search } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useMemo, useState } from 'react';
import { Input } from '#components/ui/input.tsx';
import { ownEscape } from '#components/ui/own-escape.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor } from '../editor-context.tsx';
import { NODE_DRAG_TYPE } from './drag-type.ts';
import { groupSpecs } from './group-specs.ts';

/** Every node type, to click or to drag onto the canvas. */
export function Palette({ onAdded }: { onAdded?: () => void }) {
  const { specs, commands } = useEditor();
  const view = useCanvasActions();
  const [search, setSearch] = useState('');
  const groups = useMemo(() => groupSpecs(Object.values(specs), search), [specs, search]);

  const add = (type: string) => {
    commands.addNodeNear(type, view.center());
    onAdded?.();
  };
  const onSearchKey = (event: KeyboardEvent) => {
    const first = groups[0]?.specs[0];
    if (event.key === 'Enter' && first !== undefined) add(first.type);
    else if (event.key === 'Escape' && search !== '') setSearch('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <nav aria-label="Nodes" data-node-palette="" className="flex h-full min-h-0 select-none flex-col">
      <div className="relative p-3 pb-2">
        <Search className="pointer-events-none absolute top-1/2 left-5.5 mt-0.5 size-3.5 -translate-y-1/2 text-faint-foreground" />
        <Input
          {...(search === '' ? {} : ownEscape)}
          type="search"
          aria-label="Search nodes"
          placeholder="Search nodes"
          className="pl-8"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={onSearchKey}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {groups.map((group) => (
          <section key={group.label} aria-label={group.label}>
            <h2 className="px-2 pt-3 pb-1 font-medium text-2xs text-faint-foreground">{group.label}</h2>
            <ul>
              {group.specs.map((spec) => (
                <li key={spec.type}>
                  <PaletteItem spec={spec} onAdd={() => add(spec.type)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 ? (
          <p className="px-2 py-6 text-center text-muted-foreground text-xs">No node is called “{search}”.</p>
        ) : null}
      </div>
    </nav>
  );
}

function PaletteItem({ spec, onAdd }: { spec: NodeSpec; onAdd: () => void }) {
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(NODE_DRAG_TYPE, spec.type);
    event.dataTransfer.effectAllowed = 'copy';
  };
  return (
    <button
      type="button"
      draggable
      onDragStart={onDragStart}
      onClick={onAdd}
      className="flex w-full cursor-grab items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-surface-3/70 active:cursor-grabbing"
    >
      <NodeIcon name={spec.icon} category={spec.category} size="sm" />
      <span className="grid min-w-0">
        <span className="font-medium text-sm text-pretty">{spec.label}</span>
        <span className="line-clamp-2 text-2xs text-muted-foreground">{spec.description}</span>
      </span>
    </button>
  );
}

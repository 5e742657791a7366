import { ArrowLeftRight, CopyPlus, Ellipsis, Power, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { ownEscape } from '#components/ui/own-escape.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import type { GraphNode } from '#lib/graph/schema.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { removeSelection } from '../canvas/remove-selection.ts';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor } from '../editor-context.tsx';
import { useIsNarrow } from '../use-is-narrow.ts';

/** Icon, name to edit in place, and under it the id by which templates and code know the node. */
export function PanelHeader({ node, spec }: { node: GraphNode; spec: NodeSpec | undefined }) {
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2.5">
      <NodeIcon name={spec?.icon} category={spec?.category} />
      <div className="grid min-w-0 flex-1">
        <NodeName key={node.id} node={node} />
        <span className="truncate pl-1.5 text-2xs text-muted-foreground">
          {spec?.label ?? node.type} · <code>{`steps.${node.id}`}</code>
        </span>
      </div>
    </div>
  );
}

/** Written when it is left or Enter is pressed, since references are rewritten with it. */
function NodeName({ node }: { node: GraphNode }) {
  const { commands } = useEditor();
  const [name, setName] = useState(node.name);
  const isCancelled = useRef(false);
  useEffect(() => setName(node.name), [node.name]);
  const commit = () => {
    if (!isCancelled.current && name.trim() !== '') commands.rename(node.id, name);
    else setName(node.name);
    isCancelled.current = false;
  };
  return (
    <input
      {...ownEscape}
      type="text"
      aria-label="Name of the node"
      data-field="name"
      data-own-undo=""
      maxLength={120}
      spellCheck={false}
      className="-my-0.5 w-full truncate rounded-sm border border-transparent bg-transparent px-1.5 py-0.5 font-semibold text-base outline-none hover:border-border focus:border-signal focus:bg-surface"
      value={name}
      onChange={({ target }) => setName(target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') isCancelled.current = true;
        if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
        event.stopPropagation();
        event.currentTarget.blur();
      }}
    />
  );
}

/** What can be done with the node that the panel shows. */
export function NodeMenu({ node }: { node: GraphNode }) {
  const editor = useEditor();
  const { commands, ui } = editor;
  const view = useCanvasActions();
  const isNarrow = useIsNarrow();
  const replace = () =>
    ui.setState({
      nodeSearch: {
        at: view.besideNode(node.id) ?? view.middleOfScreen(),
        purpose: { kind: 'replace', nodeId: node.id },
      },
    });
  const remove = () => removeSelection({ ...editor, view });
  const chosen = useRef<() => void>(undefined);
  const onClosed = () => {
    const action = chosen.current;
    chosen.current = undefined;
    if (action !== undefined) queueMicrotask(action); // the focus is given back first
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label="More for this node">
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={onClosed}>
        <DropdownMenuItem onSelect={commands.duplicateSelection}>
          <CopyPlus /> Duplicate
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => commands.toggleDisabled([node.id])}>
          <Power /> {node.disabled ? 'Enable' : 'Disable'}
        </DropdownMenuItem>
        {isNarrow ? null : (
          <DropdownMenuItem
            onSelect={() => {
              chosen.current = replace;
            }}
          >
            <ArrowLeftRight /> Replace with…
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem
          tone="danger"
          onSelect={() => {
            chosen.current = remove;
          }}
        >
          <Trash2 /> Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

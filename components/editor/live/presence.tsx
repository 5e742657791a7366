import './live.css';
import { Button } from '#components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditorState } from '../editor-context.tsx';
import type { OpenEditor } from './editor-live.ts';
import { initialsOf, peerColor } from './peer-color.ts';
import { useLive } from './use-live.ts';

const SHOWN = 3;

/** Who else has this workflow open; a click says where each one is. */
export function Presence() {
  const others = useLive((state) => state.others);
  const self = useLive((state) => state.self);
  if (others.length === 0) return null;
  const names = others.map((editor) => nameOf(editor, self));
  const label = `Also open here: ${names.join(', ')}`;
  return (
    <Popover>
      <Tooltip content={label}>
        <PopoverTrigger asChild>
          <Button variant="ghost" size="sm" className="px-1" aria-label={label}>
            <span className="flex -space-x-1.5">
              {others.slice(0, SHOWN).map((editor) => (
                <Avatar key={editor.tab} editor={editor} />
              ))}
              {others.length > SHOWN ? (
                <span className="grid size-6 place-items-center rounded-full border-2 border-surface bg-surface-3 font-medium text-2xs">
                  +{others.length - SHOWN}
                </span>
              ) : null}
            </span>
          </Button>
        </PopoverTrigger>
      </Tooltip>
      <PopoverContent aria-label="Who else has this workflow open" align="start" className="w-72 p-1.5">
        <ul className="grid gap-0.5">
          {others.map((editor) => (
            <Peer key={editor.tab} editor={editor} name={nameOf(editor, self)} />
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}

function Peer({ editor, name }: { editor: OpenEditor; name: string }) {
  const view = useCanvasActions();
  const [nodeId] = editor.nodes;
  const nodeName = useEditorState(({ document }) => document.nodes.find(({ id }) => id === nodeId)?.name);
  return (
    <li className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm">
      <Avatar editor={editor} />
      <span className="grid min-w-0 flex-1">
        <span className="truncate font-medium">{name}</span>
        <span className="truncate text-muted-foreground text-xs">
          {nodeName === undefined ? 'Looks at the canvas' : `At “${nodeName}”`}
        </span>
      </span>
      {nodeName === undefined || nodeId === undefined ? null : (
        <Button size="xs" aria-label={`Show where ${name} is`} onClick={() => view.fitTo([nodeId])}>
          Show
        </Button>
      )}
    </li>
  );
}

function Avatar({ editor }: { editor: OpenEditor }) {
  return (
    <span className="peer-avatar" data-peer-color={peerColor(editor)} aria-hidden="true">
      {initialsOf(editor.name)}
    </span>
  );
}

const nameOf = (editor: OpenEditor, self: OpenEditor | undefined): string =>
  editor.userId === self?.userId ? 'You, in another tab' : editor.name;

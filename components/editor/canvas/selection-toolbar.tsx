import { NodeToolbar, Position } from '@xyflow/react';
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Frame,
  Workflow,
} from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { selectedCanvasIds } from '../document/canvas-id.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useTidyUp } from './use-tidy-up.ts';

/** Above several selected cards: bring them in line, space them, frame them, lay them out. */
export const SelectionToolbar = memo(function SelectionToolbar() {
  const nodes = useEditorState((state) => state.selection.nodes);
  const notes = useEditorState((state) => state.selection.notes);
  const count = nodes.length + notes.length;
  if (count < 2) return null;
  return <Toolbar ids={selectedCanvasIds({ nodes, notes })} />;
});

function Toolbar({ ids }: { ids: string[] }) {
  const { commands, ui } = useEditor();
  const tidyUp = useTidyUp();
  const frame = () => {
    const id = commands.addFrame({ x: 0, y: 0 });
    if (id !== undefined) ui.setState({ writingNoteId: id });
  };
  return (
    <NodeToolbar
      nodeId={ids}
      isVisible
      position={Position.Top}
      offset={18}
      className="selection-toolbar floating"
      role="toolbar"
      aria-label="Arrange the selection"
    >
      <Action label="Align left" onClick={() => commands.align('left')}>
        <AlignStartVertical />
      </Action>
      <Action label="Align centres" onClick={() => commands.align('centre')}>
        <AlignCenterVertical />
      </Action>
      <Action label="Align right" onClick={() => commands.align('right')}>
        <AlignEndVertical />
      </Action>
      <Action label="Align top" onClick={() => commands.align('top')}>
        <AlignStartHorizontal />
      </Action>
      <Action label="Align middles" onClick={() => commands.align('middle')}>
        <AlignCenterHorizontal />
      </Action>
      <Action label="Align bottom" onClick={() => commands.align('bottom')}>
        <AlignEndHorizontal />
      </Action>
      {ids.length < 3 ? null : (
        <>
          <span className="mx-0.5 h-4 w-px bg-border" />
          <Action label="Space evenly across" onClick={() => commands.distribute('horizontally')}>
            <AlignHorizontalDistributeCenter />
          </Action>
          <Action label="Space evenly down" onClick={() => commands.distribute('vertically')}>
            <AlignVerticalDistributeCenter />
          </Action>
        </>
      )}
      <span className="mx-0.5 h-4 w-px bg-border" />
      <Action label="Tidy up the selection" onClick={() => void tidyUp('selection')}>
        <Workflow />
      </Action>
      <Action label="Frame the selection" onClick={frame}>
        <Frame />
      </Action>
    </NodeToolbar>
  );
}

function Action({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip content={label}>
      <Button variant="ghost" size="icon-sm" aria-label={label} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}

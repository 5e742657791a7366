import { MiniMap, Panel, useStore } from '@xyflow/react';
import {
  Grid3x3,
  Keyboard,
  Map as MapIcon,
  Maximize,
  Minus,
  Plus,
  Search,
  SquareDashedMousePointer,
  Workflow,
} from 'lucide-react';
import { memo, type ReactNode, useCallback } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useFinding, useFindingState } from '../find/use-finding.ts';
import type { FlowNode } from '../graph-mapping.ts';
import { modifierKey } from '../modifier-key.ts';
import { useCanvasUi } from './canvas-ui.ts';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useTidyUp } from './use-tidy-up.ts';

const minimapSize = { width: 168, height: 112 };

/** Zoom, fit, snap and the minimap. Not drawn again while nodes move: the minimap follows them by itself. */
export const CanvasControls = memo(function CanvasControls() {
  const { ui } = useEditor();
  const view = useCanvasActions();
  const tidyUp = useTidyUp();
  const finding = useFinding();
  const isFinding = useFindingState((state) => state.isOpen);
  const tool = useCanvasUi((state) => state.tool);
  const isSnapping = useCanvasUi((state) => state.isSnapping);
  const hasMinimap = useCanvasUi((state) => state.hasMinimap);
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  const isEmpty = useEditorState((state) => state.document.nodes.length === 0);
  return (
    <>
      <Panel
        position="bottom-left"
        className="!m-3 flex items-center rounded-lg border border-border-strong bg-surface p-0.5 shadow-sm"
      >
        <Control
          label={tool === 'hand' ? 'Drag to select (V)' : 'Drag to move the view (H)'}
          isPressed={tool === 'select'}
          onClick={() => ui.setState({ tool: tool === 'hand' ? 'select' : 'hand' })}
        >
          <SquareDashedMousePointer />
        </Control>
        <span className="mx-0.5 h-4 w-px bg-border" />
        <Control label="Zoom out" onClick={view.zoomOut}>
          <Minus />
        </Control>
        <Tooltip content="Zoom to 100 %">
          <Button variant="ghost" size="sm" className="w-12 px-0 tabular-nums" onClick={view.zoomTo100}>
            {zoom} %
          </Button>
        </Tooltip>
        <Control label="Zoom in" onClick={view.zoomIn}>
          <Plus />
        </Control>
        <Control label="Fit to view" onClick={view.fit}>
          <Maximize />
        </Control>
        <span className="mx-0.5 h-4 w-px bg-border" />
        <Control label="Tidy up" onClick={() => void tidyUp('all')}>
          <Workflow />
        </Control>
        <Control
          label={`Find and replace (${modifierKey()}+F)`}
          onClick={() => (isFinding ? finding.close() : finding.open())}
          isPressed={isFinding}
        >
          <Search />
        </Control>
        <Control
          label="Snap to grid"
          isPressed={isSnapping}
          onClick={() => ui.setState({ isSnapping: !isSnapping })}
        >
          <Grid3x3 />
        </Control>
        <span className="contents max-md:hidden">
          <Control
            label="Minimap"
            isPressed={hasMinimap}
            onClick={() => ui.setState({ hasMinimap: !hasMinimap })}
          >
            <MapIcon />
          </Control>
          <Control label="Keyboard shortcuts" onClick={() => ui.setState({ areShortcutsOpen: true })}>
            <Keyboard />
          </Control>
        </span>
      </Panel>
      {hasMinimap && !isEmpty ? <FlowMinimap /> : null}
    </>
  );
});

function FlowMinimap() {
  const { specs } = useEditor();
  const colorOf = useCallback(
    (node: FlowNode) =>
      node.type === 'step'
        ? `var(--node-${specs[node.data.nodeType]?.category ?? 'logic'})`
        : 'color-mix(in oklch, var(--foreground) 12%, transparent)',
    [specs],
  );
  return (
    <MiniMap<FlowNode>
      className="max-md:hidden !m-3"
      ariaLabel="Minimap"
      pannable
      zoomable
      style={minimapSize}
      nodeColor={colorOf}
      nodeBorderRadius={24}
      nodeStrokeWidth={0}
      bgColor="var(--surface)"
      maskColor="color-mix(in oklch, var(--surface-3) 62%, transparent)"
    />
  );
}

function Control({
  label,
  isPressed,
  onClick,
  children,
}: {
  label: string;
  isPressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip content={label}>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={label}
        aria-pressed={isPressed}
        className="aria-pressed:bg-surface-3 aria-pressed:text-foreground"
        onClick={onClick}
      >
        {children}
      </Button>
    </Tooltip>
  );
}

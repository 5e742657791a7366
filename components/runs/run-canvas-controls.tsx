import { Panel, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';

/** Zoom and fit, as in the editor. */
export function RunCanvasControls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <Panel
      position="bottom-left"
      className="!m-3 flex items-center rounded-lg border border-border-strong bg-surface p-0.5 shadow-sm"
    >
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Zoom out"
        onClick={() => void zoomOut({ duration: 120 })}
      >
        <Minus />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Zoom in"
        onClick={() => void zoomIn({ duration: 120 })}
      >
        <Plus />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Fit to view"
        onClick={() => void fitView({ padding: 0.1, maxZoom: 1, duration: 200 })}
      >
        <Maximize />
      </Button>
    </Panel>
  );
}

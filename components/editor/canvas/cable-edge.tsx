import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { X } from 'lucide-react';
import { memo } from 'react';
import { useEditor, useEditorState } from '../editor-context.tsx';
import type { FlowEdge } from '../graph-mapping.ts';

const CURVATURE = 0.32;

/** A patch cable: the colour of where it comes from, and a button to unplug it while it is selected. */
export const CableEdge = memo(function CableEdge(props: EdgeProps<FlowEdge>) {
  const { id, sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition, selected, data } = props;
  const { commands } = useEditor();
  const isOnlyOne = useEditorState(({ selection }) => selection.edges.length + selection.nodes.length === 1);
  const canUnplug = selected === true && isOnlyOne;
  const [path, labelX, labelY] = getBezierPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    curvature: CURVATURE,
  });
  return (
    <>
      <g className="cable" data-color={data?.color} data-selected={selected || undefined}>
        <BaseEdge id={id} path={path} interactionWidth={24} />
      </g>
      {canUnplug || data?.label !== undefined ? (
        <EdgeLabelRenderer>
          <div
            className="nodrag nopan pointer-events-auto absolute flex items-center gap-1"
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {data?.label === undefined ? null : (
              <span className="rounded-sm bg-canvas px-1 text-2xs text-muted-foreground">{data.label}</span>
            )}
            {canUnplug ? (
              <button
                type="button"
                aria-label="Remove connection"
                className="grid size-5 place-items-center rounded-full border border-border-strong bg-surface text-muted-foreground shadow-sm hover:border-danger hover:text-danger-text"
                onClick={() => commands.remove({ edges: [id] })}
              >
                <X className="size-3" />
              </button>
            ) : null}
          </div>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});

import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { DEFAULT_OUT } from '#lib/graph/schema.ts';
import { labelRoom } from '../document/edge-label.ts';
import { useEditor } from '../editor-context.tsx';
import type { FlowEdge } from '../graph-mapping.ts';
import { useTestingState } from '../testing/use-testing.ts';
import { CableLabel } from './cable-label.tsx';
import { CableResult } from './cable-result.tsx';
import { useCanvasUi } from './canvas-ui.ts';

const CURVATURE = 0.32;
const APART = 13; // pixels from the middle of the cable to each of its two buttons
const SHORT = 140; // pixels: the plugs at the ends of a shorter cable would lie over buttons on it
const BELOW = 22;
const BELOW_RESULT = 36;

/** A patch cable: the colour of where it comes from; pointed at or selected, buttons to insert and to unplug. */
export const CableEdge = memo(function CableEdge(props: EdgeProps<FlowEdge>) {
  const {
    id,
    source,
    sourceHandleId,
    target,
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    selected,
    data,
  } = props;
  const isPointedAt = useCanvasUi((ui) => ui.pointedEdgeId === id);
  const isDropTarget = useCanvasUi((ui) => ui.dropEdgeId === id);
  const isLabelling = useCanvasUi((ui) => ui.labellingId === id);
  const { specs } = useEditor();
  const tested = useTestingState((state) => state.results.get(source));
  const handle = sourceHandleId ?? DEFAULT_OUT;
  const [path, middleX, middleY] = getBezierPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    curvature: CURVATURE,
  });
  const hasLabel = isLabelling || data?.label !== undefined;
  const isShort = Math.hypot(targetX - sourceX, targetY - sourceY) < SHORT;
  const buttonsBelow = tested === undefined ? (hasLabel || isShort ? BELOW : 0) : BELOW_RESULT;
  return (
    <g
      className="cable"
      data-color={data?.color}
      data-selected={selected || undefined}
      data-drop={isDropTarget || undefined}
    >
      <BaseEdge id={id} path={path} interactionWidth={24} />
      {isPointedAt || selected ? <CableButtons edgeId={id} x={middleX} y={middleY + buttonsBelow} /> : null}
      {tested === undefined ? null : (
        <CableResult
          source={tested}
          target={target}
          handle={handle}
          isRepeated={specs[tested.madeFrom.node.type]?.loop?.body === handle}
          isApart={hasLabel}
          x={middleX}
          y={middleY}
        />
      )}
      {hasLabel ? (
        <EdgeLabelRenderer>
          <CableLabel
            edgeId={id}
            label={data?.label ?? ''}
            branch={data?.branch}
            isWriting={isLabelling}
            room={labelRoom(sourceX, targetX)}
            x={middleX}
            y={middleY}
          />
        </EdgeLabelRenderer>
      ) : null}
    </g>
  );
});

/** In the cable's own drawing, so that pointing at them is pointing at the cable. Not drawn for all 300 of a canvas. */
function CableButtons({ edgeId, x, y }: { edgeId: string; x: number; y: number }) {
  const { commands, ui } = useEditor();
  return (
    <g className="cable-buttons" transform={`translate(${x} ${y})`}>
      <CableButton
        x={-APART}
        label="Insert a node"
        path="M-4 0H4M0 -4V4"
        onClick={(at) => ui.setState({ nodeSearch: { at, purpose: { kind: 'into', edgeId } } })}
      />
      <CableButton
        x={APART}
        label="Remove connection"
        path="M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5"
        tone="danger"
        onClick={() => commands.remove({ edges: [edgeId] })}
      />
    </g>
  );
}

function CableButton({
  x,
  label,
  path,
  tone,
  onClick,
}: {
  x: number;
  label: string;
  path: string;
  tone?: 'danger';
  onClick: (at: { x: number; y: number }) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: inside of an SVG there is no <button>
    <g
      role="button"
      tabIndex={-1}
      aria-label={label}
      className="cable-button"
      data-tone={tone}
      transform={`translate(${x} 0)`}
      onClick={(event) => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        onClick({ x: box.right + 4, y: box.top - 8 });
      }}
      onKeyDown={() => undefined}
    >
      <circle r="12" className="cable-button-hit" />
      <circle r="10" />
      <path d={path} />
    </g>
  );
}

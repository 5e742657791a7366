import { BaseEdge, type Edge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';

export type RunFlowEdge = Edge<{ isTaken: boolean; color: string }, 'run'>;

/** A cable of a run: in its colour where the run went along it, faint where it did not. */
export const RunCable = memo(function RunCable(props: EdgeProps<RunFlowEdge>) {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition, data } = props;
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    curvature: 0.32,
  });
  return (
    <g className="cable" data-color={data?.color} opacity={data?.isTaken ? 1 : 0.28}>
      <BaseEdge id={props.id} path={path} interactionWidth={0} />
    </g>
  );
});

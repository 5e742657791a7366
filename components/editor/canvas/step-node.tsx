import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { StepFlowNode } from '../graph-mapping.ts';
import { NodeCard } from './node-card.tsx';

/** React Flow draws this again for every pixel that a node moves; the card below only when the node changes. */
export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<StepFlowNode>) {
  return <NodeCard nodeId={id} usedOutputs={data.usedOutputs} isSelected={selected} />;
});

import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useEditor } from '../editor-context.tsx';
import type { StepFlowNode } from '../graph-mapping.ts';
import { NodeCard } from './node-card.tsx';

/** React Flow draws this again for every pixel that a node moves; the card below only when the node changes. */
export const StepNode = memo(function StepNode({ data, selected }: NodeProps<StepFlowNode>) {
  const { specs } = useEditor();
  return (
    <NodeCard
      node={data.node}
      spec={specs[data.node.type]}
      usedOutputs={data.usedOutputs}
      isSelected={selected}
    />
  );
});

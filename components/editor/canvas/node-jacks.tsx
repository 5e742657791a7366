import { Handle, Position } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { Handle as Output } from '#lib/graph/node-spec.ts';
import { DEFAULT_IN, ERROR_HANDLE } from '#lib/graph/schema.ts';

/** Where cables into the node end. */
export function InputJack() {
  return <Handle type="target" id={DEFAULT_IN} position={Position.Left} className="jack jack-in" />;
}

/** What a trigger has in place of an input: the socket that Vapi plugs into. Nothing connects to it here. */
export function TriggerJack() {
  return <span className="trigger-socket" aria-hidden="true" />;
}

/** The outputs, one row each where there are names to show; a lone unnamed one sits in the middle of the edge. */
export function OutputJacks({
  outputs,
  nodeName,
  beside,
}: {
  outputs: readonly Output[];
  nodeName: string;
  /** What stands beside an output's jack. */
  beside?: (output: Output) => ReactNode;
}) {
  const [only] = outputs;
  if (outputs.length === 1 && only !== undefined && only.label === undefined) {
    return (
      <>
        <Handle
          type="source"
          id={only.id}
          position={Position.Right}
          className="jack"
          role="img"
          aria-label={`Output of ${nodeName}`}
        />
        {beside?.(only)}
      </>
    );
  }
  if (outputs.length === 0) return null;
  return (
    <ul className="border-border/70 border-t py-1">
      {outputs.map((output) => (
        <li
          key={output.id}
          className="relative flex h-6 items-center justify-end pr-4 pl-3 text-2xs text-muted-foreground"
          data-output={output.id === ERROR_HANDLE ? 'error' : undefined}
        >
          <span className="truncate">{output.label ?? output.id}</span>
          <Handle
            type="source"
            id={output.id}
            position={Position.Right}
            className="jack"
            role="img"
            aria-label={`Output ${output.label ?? output.id} of ${nodeName}`}
          />
          {beside?.(output)}
        </li>
      ))}
    </ul>
  );
}

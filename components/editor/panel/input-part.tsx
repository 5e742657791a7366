import { ArrowRightToLine } from 'lucide-react';
import { useMemo } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { useEditorState } from '../editor-context.tsx';
import { insertReference } from '../form/reference-target.ts';
import { effectivePick, pickLabel } from '../testing/picked-event.ts';
import type { PreviewScope } from '../testing/preview-scope.ts';
import { usePreviewScope } from '../testing/use-preview-scope.ts';
import { useTesting, useTestingState } from '../testing/use-testing.ts';
import { ValueExplorer } from './value-explorer.tsx';

/** What comes into a node: the event that is picked, and what the steps before it gave. */
export function InputPart({ node, onInserted }: { node: GraphNode; onInserted: () => void }) {
  const scope = usePreviewScope(node.id);
  const event = useTestingState((state) => state.event);
  const picked = useTestingState((state) => state.picked);
  const label = useEditorState(({ document }) => {
    const pick = effectivePick(picked, document);
    return pick === undefined ? undefined : pickLabel(pick, document);
  });
  const value = useMemo(() => (scope === undefined ? undefined : shownScope(scope)), [scope]);
  const insert = (path: string) => {
    if (insertReference(path)) onInserted();
    else
      toast.info('Click into a field first', {
        id: 'no-field',
        description: 'The value is put where the cursor stands.',
      });
  };
  if (label === undefined) {
    return <Hint>Add a trigger first: what comes in begins with an event.</Hint>;
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <p className="truncate px-3 pt-2 pb-1 text-muted-foreground text-xs" title={label}>
        {label}
      </p>
      {scope === undefined ? null : <Unknown node={node} scope={scope} />}
      {event === undefined ? (
        <div className="grid gap-2 p-3">
          <Skeleton className="h-4" />
          <Skeleton className="h-4" />
          <Skeleton className="h-4" />
        </div>
      ) : value === undefined ? (
        <Hint>{event.ok ? 'The test event is no message of Vapi. Pick another one.' : event.message}</Hint>
      ) : (
        <ValueExplorer value={value} root="" label="Input" onInsert={insert} />
      )}
    </div>
  );
}

/** What is nearest comes first. Secrets and what is the same everywhere are left to completion. */
const shownScope = ({ values, steps }: PreviewScope): Readonly<Record<string, unknown>> => {
  const given = Object(values.steps);
  const nearest = steps.flatMap(({ id, isKnown }) => (isKnown ? [[id, given[id]] as const] : []));
  return {
    ...(values.tool === undefined ? {} : { tool: values.tool }),
    ...(nearest.length === 0 ? {} : { steps: Object.fromEntries(nearest) }),
    event: values.event,
    call: values.call,
  };
};

/** The steps before it that gave nothing yet, and the way to make them. */
function Unknown({ node, scope }: { node: GraphNode; scope: PreviewScope }) {
  const testing = useTesting();
  const running = useTestingState((state) => state.running);
  const names = scope.steps.filter(({ isKnown }) => !isKnown).map(({ name }) => name);
  if (names.length === 0) return null;
  return (
    <div className="mx-3 mb-2 grid gap-2 rounded-md border border-dashed px-2.5 py-2 text-muted-foreground text-xs">
      <p className="text-pretty">
        {names.length === 1
          ? `“${names[0]}” has given nothing yet.`
          : `${names.length} steps before this one have given nothing yet.`}
      </p>
      <Button
        size="xs"
        className="justify-self-start"
        disabled={running !== undefined}
        onClick={() => void testing.run({ kind: 'until', nodeId: node.id })}
      >
        <ArrowRightToLine /> Run to here
      </Button>
    </div>
  );
}

function Hint({ children }: { children: string }) {
  return <p className="p-4 text-center text-muted-foreground text-xs text-pretty">{children}</p>;
}

import { ArrowLeftRight } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { indexGraph } from '#lib/graph/graph-index.ts';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { fittingReply, triggersBefore } from '#lib/graph/reply-fit.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';

/** What mends a problem at once, where there is such a thing: the Reply that fits in the place of one that does not. */
export function IssueFix({ issue, onDone }: { issue: GraphIssue; onDone?: (nodeId: string) => void }) {
  const { commands, specs } = useEditor();
  const document = useEditorState((state) => state.document);
  const { code, nodeId } = issue;
  if (code !== 'graph.reply-misfit' || nodeId === undefined) return null;
  const fitting = fittingReply(specs, triggersBefore(indexGraph(document, specs), nodeId));
  if (fitting === undefined) return null;
  const replace = () => {
    commands.replaceNode(nodeId, fitting.type);
    onDone?.(nodeId);
  };
  return (
    <Button size="xs" className="w-fit" onClick={replace}>
      <ArrowLeftRight /> Replace with “{fitting.label}”
    </Button>
  );
}

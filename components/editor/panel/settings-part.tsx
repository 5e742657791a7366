import { CircleAlert, TriangleAlert } from 'lucide-react';
import { ScrollText } from '#components/ui/scroll-text.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { IssueFix } from '../bar/issue-fix.tsx';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { NodeForm } from '../form/node-form.tsx';
import { FlowBudget } from './flow-budget.tsx';
import { ReplyPreview } from './reply-preview.tsx';

/** What is set in a node, what is wrong with it, and what a Reply node sends. */
export function SettingsPart({ node }: { node: GraphNode }) {
  const { specs } = useEditor();
  const spec = specs[node.type];
  return (
    <>
      <NodeIssues nodeId={node.id} />
      <FlowBudget node={node} />
      {spec === undefined ? (
        <ScrollText className="m-4 overflow-x-auto rounded-md border bg-surface-2 p-3 text-xs">
          {JSON.stringify(node.config, null, 2)}
        </ScrollText>
      ) : (
        <>
          <NodeForm nodeId={node.id} name={node.name} spec={spec} config={node.config} />
          {spec.reply === undefined ? null : <ReplyPreview node={node} />}
        </>
      )}
    </>
  );
}

/** What is wrong with the node as a whole; what is wrong with a field stands at the field. */
function NodeIssues({ nodeId }: { nodeId: string }) {
  const view = useCanvasActions();
  const issues = useEditorState((state) => state.issues);
  const own = issues.filter((issue) => issue.nodeId === nodeId && issue.path === undefined);
  if (own.length === 0) return null;
  return (
    <ul className="grid gap-2 px-4 pt-4">
      {own.map((issue) => {
        const isError = issue.severity === 'error';
        const Icon = isError ? CircleAlert : TriangleAlert;
        return (
          <li
            key={issue.code + issue.message}
            className={
              isError
                ? 'flex gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger-text text-xs'
                : 'flex gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning-text text-xs'
            }
          >
            <Icon className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
            <div className="grid gap-2">
              {issue.message}
              <IssueFix issue={issue} onDone={view.focus} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

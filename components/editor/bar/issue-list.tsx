import { ArrowRight, CircleAlert, TriangleAlert } from 'lucide-react';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor } from '../editor-context.tsx';
import { focusField } from '../panel/focus-field.ts';
import { IssueFix } from './issue-fix.tsx';

/** What has to be mended, each with a way to its node, and to the field where it is one. */
export function IssueList({ issues, onJump }: { issues: readonly GraphIssue[]; onJump?: () => void }) {
  const { store } = useEditor();
  const view = useCanvasActions();
  const jump = (issue: GraphIssue) => {
    const { document, select, setPanelOpen, setStrict } = store.getState();
    const edge = document.edges.find((one) => one.id === issue.edgeId);
    setStrict();
    onJump?.();
    if (issue.nodeId === undefined && edge !== undefined) select({ edges: [edge.id] });
    const nodeId = issue.nodeId ?? edge?.source;
    if (nodeId === undefined) return;
    if (issue.nodeId !== undefined) {
      select({ nodes: [nodeId] });
      setPanelOpen(true);
    }
    // The panel takes its room from the canvas first, and a dialog gives the focus back.
    setTimeout(() => {
      view.reveal(nodeId);
      if (issue.nodeId !== undefined && issue.path !== undefined) focusField(issue.path, issue);
    }, 60);
  };
  return (
    <ul className="grid gap-1">
      {issues.map((issue) => {
        const isError = issue.severity === 'error';
        const Icon = isError ? CircleAlert : TriangleAlert;
        const key = `${issue.code}:${issue.nodeId}:${issue.edgeId}:${issue.path?.join('.')}:${issue.message}`;
        const hasPlace = issue.nodeId !== undefined || issue.edgeId !== undefined;
        return (
          <li key={key}>
            <button
              type="button"
              disabled={!hasPlace}
              className="group flex w-full items-start gap-2.5 rounded-md px-2.5 py-2 text-left text-sm enabled:hover:bg-surface-3/70"
              onClick={() => jump(issue)}
            >
              <Icon
                className={
                  isError ? 'mt-0.5 size-4 shrink-0 text-danger' : 'mt-0.5 size-4 shrink-0 text-warning-text'
                }
                aria-label={isError ? 'Error' : 'Warning'}
              />
              <span className="min-w-0 flex-1">{issue.message}</span>
              {hasPlace ? (
                <ArrowRight className="mt-0.5 size-3.5 shrink-0 text-faint-foreground group-hover:text-foreground" />
              ) : null}
            </button>
            <div className="pb-1.5 pl-9 empty:hidden">
              <IssueFix issue={issue} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

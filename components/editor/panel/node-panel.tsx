'use client';

import { CircleAlert, TriangleAlert, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { ScrollText } from '#components/ui/scroll-text.tsx';
import { Sheet, SheetContent } from '#components/ui/sheet.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { NodeForm } from '../form/node-form.tsx';
import { useIsNarrow } from '../use-is-narrow.ts';
import { FlowBudget } from './flow-budget.tsx';
import { Markdown } from './markdown.tsx';
import { NodeSettings } from './node-settings.tsx';
import { NodeMenu, PanelHeader } from './panel-header.tsx';
import { ReplyPreview } from './reply-preview.tsx';

/** The settings of the selected node: beside the canvas, in a narrow window as a sheet from below. */
export function NodePanel() {
  const { store } = useEditor();
  const view = useCanvasActions();
  const isNarrow = useIsNarrow();
  const isOpen = useEditorState((state) => state.isPanelOpen);
  const node = useEditorState(({ document, selection }) =>
    selection.nodes.length === 1 ? document.nodes.find(({ id }) => id === selection.nodes[0]) : undefined,
  );
  if (!isOpen || node === undefined) return null;
  const close = () => store.getState().setPanelOpen(false);
  if (isNarrow) {
    return (
      <Sheet open onOpenChange={(next) => next || close()}>
        <SheetContent
          side="bottom"
          title={node.name}
          isTitleHidden
          data-editor-panel=""
          className="h-[78dvh]"
          actions={<NodeMenu node={node} />}
        >
          <div className="flex items-center px-4 pb-2">
            <NodeTitle node={node} />
          </div>
          <PanelTabs node={node} />
        </SheetContent>
      </Sheet>
    );
  }
  return (
    <aside
      aria-label={`Settings of ${node.name}`}
      data-editor-panel=""
      className="flex w-[25rem] shrink-0 flex-col border-l bg-surface 2xl:w-[29rem]"
    >
      <header className="flex items-center gap-1 py-2.5 pr-2 pl-4">
        <NodeTitle node={node} />
        <NodeMenu node={node} />
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Close the panel"
          onClick={() => {
            close();
            view.focus(node.id); // not lost with the button
          }}
        >
          <X />
        </Button>
      </header>
      <PanelTabs node={node} />
    </aside>
  );
}

function NodeTitle({ node }: { node: GraphNode }) {
  const { specs } = useEditor();
  return <PanelHeader node={node} spec={specs[node.type]} />;
}

function PanelTabs({ node }: { node: GraphNode }) {
  const { specs } = useEditor();
  const spec = specs[node.type];
  return (
    <Tabs key={node.id} defaultValue="settings" className="flex min-h-0 flex-1 flex-col">
      <TabsList>
        <TabsTrigger value="settings">Settings</TabsTrigger>
        <TabsTrigger value="behaviour">Behaviour</TabsTrigger>
        {spec === undefined ? null : <TabsTrigger value="help">Help</TabsTrigger>}
      </TabsList>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <TabsContent value="settings">
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
        </TabsContent>
        <TabsContent value="behaviour">
          <NodeSettings node={node} spec={spec} />
        </TabsContent>
        {spec === undefined ? null : (
          <TabsContent value="help" className="p-4">
            <Markdown text={spec.help} />
          </TabsContent>
        )}
      </div>
    </Tabs>
  );
}

/** What is wrong with the node as a whole; what is wrong with a field stands at the field. */
function NodeIssues({ nodeId }: { nodeId: string }) {
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
            {issue.message}
          </li>
        );
      })}
    </ul>
  );
}

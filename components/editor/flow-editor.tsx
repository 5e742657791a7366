'use client';

import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { saveDraft } from '#app/actions/editor.ts';
import { Sheet, SheetContent } from '#components/ui/sheet.tsx';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { createAutosave } from './autosave.ts';
import { EditorBar } from './bar/editor-bar.tsx';
import type { Published } from './bar/publish-dialog.tsx';
import type { ServerAddress } from './bar/server-url-popover.tsx';
import { Canvas } from './canvas/canvas.tsx';
import { createCommands } from './commands.ts';
import { createDraftBackup } from './draft-backup.ts';
import { type Editor, EditorProvider } from './editor-context.tsx';
import { Palette } from './palette/palette.tsx';
import { NodePanel } from './panel/node-panel.tsx';
import { createEditorStore } from './store.ts';
import { triggerFor } from './trigger-for.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useValidation } from './use-validation.ts';

export interface FlowEditorProps {
  readonly workflowId: string;
  readonly draft: { readonly graph: GraphDocument; readonly revision: number };
  readonly published: Published | undefined;
  readonly address: ServerAddress;
  readonly secretNames: readonly string[];
  /** A type of event for which a trigger is added at once: `?addTrigger=`. */
  readonly addTrigger: string | undefined;
}

// A node type from a document may be called anything, so no name may be found on a prototype.
const specs: NodeSpecs = Object.assign(Object.create(null), definitions);

/** The editor of one workflow's draft. Give it the workflow's id as key: it reads its props once. */
export function FlowEditor(props: FlowEditorProps) {
  const [editor, setEditor] = useState<Editor>();
  // Made in the browser only, since it reads what an earlier tab may have left behind.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each mount
  useEffect(() => {
    const created = createEditor(props);
    setEditor(created);
    return () => created.autosave.dispose();
  }, []);
  if (editor === undefined) return <div className="h-[calc(100dvh-var(--bar-height))] bg-canvas" />;
  return (
    <EditorProvider value={editor}>
      <ReactFlowProvider>
        <EditorLayout editor={editor} address={props.address} published={props.published} />
      </ReactFlowProvider>
    </EditorProvider>
  );
}

function EditorLayout({
  editor,
  address,
  published,
}: {
  editor: Editor;
  address: ServerAddress;
  published: Published | undefined;
}) {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  useValidation(editor);
  useLeaveGuard(editor.autosave);
  return (
    <div className="flex h-[calc(100dvh-var(--bar-height))] min-h-0 flex-col overflow-hidden">
      <EditorBar address={address} firstPublished={published} onOpenPalette={() => setPaletteOpen(true)} />
      <div className="flex min-h-0 flex-1">
        <div className="w-60 shrink-0 border-r bg-surface max-lg:hidden">
          <Palette />
        </div>
        <Canvas />
        <NodePanel />
      </div>
      <Sheet open={isPaletteOpen} onOpenChange={setPaletteOpen}>
        <SheetContent side="left" title="Add a node">
          <Palette onAdded={() => setPaletteOpen(false)} />
        </SheetContent>
      </Sheet>
    </div>
  );
}

const createEditor = ({ workflowId, draft, secretNames, addTrigger }: FlowEditorProps): Editor => {
  const backup = createDraftBackup(workflowId, localStorage);
  const store = createEditorStore({ document: draft.graph });
  const commands = createCommands(store, specs);
  const unsaved = backup.read();
  const autosave = createAutosave({
    store,
    backup,
    draft: unsaved === undefined ? draft : { graph: draft.graph, revision: unsaved.revision },
    save: (graph, revision) => saveDraft(workflowId, graph, revision),
  });
  if (unsaved !== undefined) {
    // Saved with the revision it was edited from: if somebody changed the draft since, that is a conflict to solve.
    store.getState().edit(() => unsaved.graph);
    toast.info('Your unsaved changes are back', {
      id: 'draft-restored',
      description: 'They had not reached the server when this workflow was last open here.',
    });
  }
  const trigger = addTrigger === undefined ? undefined : triggerFor(addTrigger, specs);
  if (trigger !== undefined) {
    commands.addNode({ ...trigger, at: { x: 0, y: lowestFreeY(store.getState().document) } });
    // Reloading the page must not add another one.
    history.replaceState(null, '', location.pathname);
  }
  return { store, commands, specs, autosave, workflowId, secretNames };
};

const lowestFreeY = ({ nodes }: GraphDocument): number =>
  nodes.length === 0 ? 0 : Math.max(...nodes.map((node) => node.position.y)) + 192; // two cards below the rest

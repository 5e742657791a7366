'use client';

import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { Sheet, SheetContent } from '#components/ui/sheet.tsx';
import { EditorBar } from './bar/editor-bar.tsx';
import type { ServerAddress } from './bar/server-url-popover.tsx';
import { Canvas } from './canvas/canvas.tsx';
import { createEditor, type EditorSource } from './create-editor.ts';
import { type Editor, EditorProvider } from './editor-context.tsx';
import { EditorSkeleton } from './editor-skeleton.tsx';
import { NodePanel } from './panel/node-panel.tsx';
import { SidePanel } from './rail/side-panel.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useValidation } from './use-validation.ts';

export interface FlowEditorProps extends EditorSource {
  readonly address: ServerAddress;
  /** A version to show at once: `?version=`. */
  readonly shownVersion: number | undefined;
}

/** The editor of one workflow's draft. Give it the workflow's id as key: it reads its props once, but for the secrets. */
export function FlowEditor(props: FlowEditorProps) {
  const [editor, setEditor] = useState<Editor>();
  // Made in the browser only, since it reads what an earlier tab may have left behind.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each mount
  useEffect(() => {
    const opening = createEditor(props);
    let isClosed = false;
    void opening.then(({ editor: opened }) => {
      if (!isClosed) setEditor(opened);
    });
    return () => {
      isClosed = true;
      void opening.then(({ close }) => close());
    };
  }, []);
  // A template stores secrets while the editor is open; the page then names them anew.
  const { secretNames } = props;
  const current = useMemo(() => editor && { ...editor, secretNames }, [editor, secretNames]);
  if (current === undefined) return <EditorSkeleton />;
  return (
    <EditorProvider value={current}>
      <ReactFlowProvider>
        <EditorLayout editor={current} address={props.address} shownVersion={props.shownVersion} />
      </ReactFlowProvider>
    </EditorProvider>
  );
}

function EditorLayout({
  editor,
  address,
  shownVersion,
}: {
  editor: Editor;
  address: ServerAddress;
  shownVersion: number | undefined;
}) {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  useValidation(editor);
  useLeaveGuard(editor.autosave);
  return (
    <div className="flex h-[calc(100dvh-var(--bar-height))] min-h-0 flex-col overflow-hidden">
      <EditorBar address={address} shownVersion={shownVersion} onOpenPalette={() => setPaletteOpen(true)} />
      <div className="relative flex min-h-0 flex-1">
        <div className="w-60 shrink-0 border-r bg-surface max-lg:hidden">
          <SidePanel />
        </div>
        <Canvas />
        <NodePanel />
      </div>
      <Sheet open={isPaletteOpen} onOpenChange={setPaletteOpen}>
        <SheetContent side="left" title="Add a node">
          <SidePanel onChosen={() => setPaletteOpen(false)} />
        </SheetContent>
      </Sheet>
    </div>
  );
}

import { completionStatus } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { ReactNode } from 'react';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import { useEditorState } from '../editor-context.tsx';
import { InputPart } from '../panel/input-part.tsx';
import { OutputPart } from '../panel/output-part.tsx';
import { useIsNarrow } from '../use-is-narrow.ts';

interface LargeViewProps {
  readonly nodeId: string;
  readonly label: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly view: EditorView | undefined;
  /** The field itself, which fills its parent. */
  readonly children: ReactNode;
}

/** A field with the whole window to itself: between what comes in and what comes out. */
export function LargeView({ nodeId, label, isOpen, onOpenChange, view, children }: LargeViewProps) {
  const node = useEditorState(({ document }) => document.nodes.find(({ id }) => id === nodeId));
  const isNarrow = useIsNarrow();
  if (node === undefined) return null;
  const focusField = () => requestAnimationFrame(() => view?.focus());
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title={
          <>
            {label} <span className="font-normal text-muted-foreground">of {node.name}</span>
          </>
        }
        size="full"
        data-editor-panel=""
        onEscapeKeyDown={(event) => {
          // The first Escape closes the list of completions.
          if (view !== undefined && completionStatus(view.state) !== null) event.preventDefault();
        }}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          focusField();
        }}
      >
        {isNarrow ? (
          <Tabs defaultValue="field" className="flex h-full flex-col">
            <TabsList className="shrink-0 gap-3.5">
              <TabsTrigger value="input">Input</TabsTrigger>
              <TabsTrigger value="field">{label}</TabsTrigger>
              <TabsTrigger value="output">Output</TabsTrigger>
            </TabsList>
            <TabsContent value="input" className="flex min-h-0 flex-1 flex-col">
              <InputPart node={node} onInserted={() => undefined} />
            </TabsContent>
            {/* Stays there while another tab is shown: what is clicked in the input goes into it. */}
            <TabsContent
              value="field"
              forceMount
              className="min-h-0 flex-1 pt-2 data-[state=inactive]:hidden"
            >
              {children}
            </TabsContent>
            <TabsContent value="output" className="flex min-h-0 flex-1 flex-col">
              <OutputPart node={node} />
            </TabsContent>
          </Tabs>
        ) : (
          <div className="grid h-full grid-cols-[minmax(13rem,1fr)_minmax(0,2.4fr)_minmax(14rem,1.1fr)] overflow-hidden rounded-lg border">
            <section aria-label="Input" className="flex min-h-0 min-w-0 flex-col border-r">
              <h3 className="shrink-0 border-b px-3 py-2 font-medium text-sm">Input</h3>
              <InputPart node={node} onInserted={focusField} />
            </section>
            <div className="min-h-0 min-w-0 p-2">{children}</div>
            <section aria-label="Output" className="flex min-h-0 min-w-0 flex-col border-l">
              <h3 className="shrink-0 border-b px-3 py-2 font-medium text-sm">Output</h3>
              <OutputPart node={node} />
            </section>
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

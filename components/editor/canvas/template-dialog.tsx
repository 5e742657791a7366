import { ArrowLeft } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TemplateGallery } from '#components/workflows/template-gallery.tsx';
import { TemplatePreview, type UseTemplate } from '#components/workflows/template-preview.tsx';
import type { FlowTemplate, TemplateDocument } from '#lib/flow-templates/flow-template.ts';
import { boxAround, boxesOf, middleOf } from '../document/note-boxes.ts';
import { useEditor } from '../editor-context.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';

interface Chosen {
  readonly template: FlowTemplate;
  /** Undefined until it is loaded. */
  readonly document: TemplateDocument | undefined;
}

/** The gallery over an empty canvas: the template that is used is drawn on it. */
export function TemplateDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { commands, secretNames, store } = useEditor();
  const view = useCanvasActions();
  const router = useRouter();
  const [chosen, setChosen] = useState<Chosen>();

  const choose = (template: FlowTemplate) => {
    setChosen({ template, document: undefined });
    const isStill = (now: Chosen | undefined) => now?.template === template;
    template.load().then(
      (document) => setChosen((now) => (isStill(now) ? { template, document } : now)),
      () => {
        setChosen((now) => (isStill(now) ? undefined : now));
        toast.error('The template could not be loaded. Reload the page and try again.');
      },
    );
  };

  const use: UseTemplate = async (graph) => {
    const around = boxAround(boxesOf(graph, new Map()).values());
    if (around !== undefined) commands.paste(graph, middleOf(around));
    if (store.getState().document.nodes.length === 0) return 'The canvas did not take it. Reload the page.';
    setChosen(undefined);
    onOpenChange(false);
    requestAnimationFrame(() => view.fit());
    router.refresh(); // for the names of the secrets that were stored
    return undefined;
  };

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) setChosen(undefined);
        onOpenChange(next);
      }}
    >
      <DialogContent
        size="xl"
        title={chosen?.template.title ?? 'Begin with a template'}
        description={
          chosen?.template.description ??
          'Complete flows, to change as you like. Look at one before you use it.'
        }
        className={chosen === undefined ? undefined : 'sm:max-w-6xl'}
      >
        {chosen === undefined ? (
          <div className="pt-1">
            <TemplateGallery heading="h3" open={(template) => ({ onOpen: () => choose(template) })} />
          </div>
        ) : (
          <div className="grid gap-3">
            <Button variant="ghost" size="sm" className="-ml-2 w-fit" onClick={() => setChosen(undefined)}>
              <ArrowLeft />
              All templates
            </Button>
            {chosen.document === undefined ? (
              <Skeleton className="h-80" />
            ) : (
              <TemplatePreview
                key={chosen.template.key}
                template={chosen.template}
                document={chosen.document}
                secretNames={secretNames}
                onUse={use}
              />
            )}
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

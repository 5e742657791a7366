import { History, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { listVersions, readVersion, type VersionEntry } from '#app/actions/editor.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Sheet, SheetContent } from '#components/ui/sheet.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { useEditor } from '../editor-context.tsx';

/** The published versions, each of which can be put back into the draft. Open while it is mounted. */
export function VersionsSheet({
  publishedNumber,
  onClose,
}: {
  publishedNumber: number | undefined;
  onClose: () => void;
}) {
  const { workflowId, commands, store } = useEditor();
  const [versions, setVersions] = useState<readonly VersionEntry[]>();
  const [error, setError] = useState<string>();
  const [restoring, setRestoring] = useState<number>();

  useEffect(() => {
    listVersions(workflowId).then(setVersions, () =>
      setError('The versions could not be loaded. Close this and try again.'),
    );
  }, [workflowId]);

  const restore = async (number: number) => {
    setRestoring(number);
    const graph = await readVersion(workflowId, number).catch(() => undefined);
    setRestoring(undefined);
    if (graph === undefined) {
      toast.error('This version could not be loaded. Nothing was changed.');
      return;
    }
    commands.replaceDocument(graph);
    toast.success(`Version ${number} is now your draft`, {
      description: 'What is published has not changed yet.',
      action: { label: 'Undo', onClick: () => store.getState().undo() },
    });
    onClose();
  };

  return (
    <Sheet open onOpenChange={(isOpen) => isOpen || onClose()}>
      <SheetContent
        title="Versions"
        description="Each time you publish, a version is kept. Restoring one changes your draft only."
        className="w-[min(100vw,26rem)]"
      >
        {error === undefined ? null : <p className="p-4 text-danger-text text-sm">{error}</p>}
        {versions === undefined && error === undefined ? (
          <div className="grid place-items-center p-10">
            <Spinner />
          </div>
        ) : null}
        {versions?.length === 0 ? (
          <EmptyState
            icon={History}
            title="Nothing published yet"
            description="Publish the draft, and its first version appears here."
          />
        ) : null}
        <ol className="divide-y">
          {versions?.map((version) => (
            <li key={version.number} className="flex items-start gap-3 px-4 py-3">
              <div className="grid min-w-0 flex-1 gap-0.5">
                <span className="flex items-center gap-2 font-medium">
                  Version {version.number}
                  {version.number === publishedNumber ? <Badge tone="success">live</Badge> : null}
                </span>
                {version.note === null ? null : (
                  <span className="text-sm whitespace-pre-wrap">{version.note}</span>
                )}
                <span className="text-muted-foreground text-xs">
                  <RelativeTime at={version.createdAt} /> · {version.createdBy}
                </span>
              </div>
              <Button
                size="sm"
                pending={restoring === version.number}
                aria-label={`Restore version ${version.number}`}
                onClick={() => void restore(version.number)}
              >
                <RotateCcw /> Restore
              </Button>
            </li>
          ))}
        </ol>
      </SheetContent>
    </Sheet>
  );
}

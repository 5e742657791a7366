import { Ellipsis, GitCompare, History, NotebookPen, Power, RotateCcw, UploadCloud } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { listVersions, setVersionNote, type VersionEntry } from '#app/actions/editor.ts';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ownEscape } from '#components/ui/own-escape.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Sheet, SheetContent } from '#components/ui/sheet.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { isSame } from '#lib/graph/same-json.ts';
import { summarizeChanges } from '#lib/graph/summarize-changes.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useFromOthers } from '../live/use-live.ts';
import { useVersionActions } from './use-version-actions.ts';
import type { VersionComparison } from './version-dialog.tsx';

interface VersionsSheetProps {
  readonly onCompare: (comparison: VersionComparison) => void;
  readonly onClose: () => void;
}

/** The draft and the published versions. Open while it is mounted. */
export function VersionsSheet({ onCompare, onClose }: VersionsSheetProps) {
  const published = useFromOthers((state) => state.published);
  const { versions, setVersions, next, error, isLoading, loadMore } = useVersionList(published?.number);
  const [asksUnpublish, setAsksUnpublish] = useState(false);
  const actions = useVersionActions();
  return (
    <Sheet open onOpenChange={(isOpen) => isOpen || onClose()}>
      <SheetContent
        title="Versions"
        description="Each time you publish, a version is kept."
        className="w-[min(100vw,27rem)]"
      >
        <DraftRow onCompare={onCompare} />
        {error === undefined ? null : (
          <p className="p-4 text-danger-text text-sm" role="alert">
            {error}
          </p>
        )}
        {versions?.length === 0 ? (
          <EmptyState
            icon={History}
            title="Nothing published yet"
            description="Publish the draft, and its first version appears here."
          />
        ) : null}
        <ol aria-label="Published versions" className="divide-y">
          {versions?.map((version) => (
            <VersionRow
              key={version.number}
              version={version}
              liveNumber={published?.number}
              onCompare={onCompare}
              onNote={(note) =>
                setVersions((known) =>
                  known?.map((one) => (one.number === version.number ? { ...one, note } : one)),
                )
              }
              onUnpublish={() => setAsksUnpublish(true)}
            />
          ))}
        </ol>
        {isLoading ? (
          <div className="grid place-items-center p-8">
            <Spinner />
          </div>
        ) : null}
        {next === undefined || isLoading ? null : (
          <div className="border-t p-3">
            <Button className="w-full" onClick={loadMore}>
              Show older versions
            </Button>
          </div>
        )}
        <AlertDialog
          open={asksUnpublish}
          onOpenChange={setAsksUnpublish}
          title="Unpublish this workflow?"
          description="Until you publish a version again no flow runs: events are kept and answered with {}, each tool call is told that the workflow is not published, and incoming calls get no assistant from it."
          confirmLabel="Unpublish"
          onConfirm={async () => {
            await actions.unpublish();
          }}
        />
      </SheetContent>
    </Sheet>
  );
}

function DraftRow({ onCompare }: Pick<VersionsSheetProps, 'onCompare'>) {
  const published = useFromOthers((state) => state.published);
  const draft = useEditorState((state) => state.document);
  const actions = useVersionActions();
  const [isPending, setPending] = useState(false);
  if (published === undefined) return null;
  const hasChanges = !isSame(draft, published.graph);
  const discard = async () => {
    setPending(true);
    await actions.discardChanges(published.number);
    setPending(false);
  };
  return (
    <section aria-label="The draft" className="grid gap-2 border-b bg-surface-2/50 px-4 py-3">
      <div className="grid gap-0.5">
        <h3 className="font-medium text-sm">Draft</h3>
        <p className="text-muted-foreground text-xs">
          {hasChanges
            ? `${summarizeChanges(published.graph, draft)} since version ${published.number}`
            : `The same as version ${published.number}, which is live`}
        </p>
      </div>
      {hasChanges ? (
        <div className="flex flex-wrap gap-1.5">
          <Button
            size="sm"
            onClick={() => onCompare({ from: published.number, to: 'draft', purpose: 'look' })}
          >
            <GitCompare /> Compare
          </Button>
          <Button size="sm" pending={isPending} onClick={() => void discard()}>
            <RotateCcw /> Discard changes
          </Button>
        </div>
      ) : null}
    </section>
  );
}

interface VersionRowProps {
  readonly version: VersionEntry;
  readonly liveNumber: number | undefined;
  readonly onCompare: (comparison: VersionComparison) => void;
  readonly onNote: (note: string | null) => void;
  readonly onUnpublish: () => void;
}

function VersionRow({ version, liveNumber, onCompare, onNote, onUnpublish }: VersionRowProps) {
  const { number } = version;
  const [isWriting, setWriting] = useState(false);
  const isLive = number === liveNumber;
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="grid min-w-0 gap-0.5">
        <span className="flex items-center gap-2 font-medium">
          Version {number}
          {isLive ? <Badge tone="success">live</Badge> : null}
        </span>
        {isWriting ? (
          <NoteField
            version={version}
            onEnd={(note) => {
              setWriting(false);
              if (note !== undefined) onNote(note);
            }}
          />
        ) : version.note === null ? null : (
          <span className="break-words text-sm whitespace-pre-wrap">{version.note}</span>
        )}
        <span className="text-muted-foreground text-xs">{version.summary}</span>
        <span className="text-muted-foreground text-xs">
          <RelativeTime at={version.createdAt} /> · {version.createdBy}
        </span>
      </div>
      <div className="flex flex-wrap gap-1.5">
        <Button
          size="sm"
          aria-label={`Compare version ${number} with the one before`}
          onClick={() =>
            onCompare({ from: number > 1 ? number - 1 : 'nothing', to: number, purpose: 'look' })
          }
        >
          <GitCompare /> Compare
        </Button>
        <Button
          size="sm"
          aria-label={`Restore version ${number}`}
          onClick={() => onCompare({ from: 'draft', to: number, purpose: 'restore' })}
        >
          <RotateCcw /> Restore
        </Button>
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon-sm" aria-label={`More for version ${number}`}>
              <Ellipsis />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => onCompare({ from: number, to: 'draft', purpose: 'look' })}>
              <GitCompare /> Compare with the draft
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => onCompare({ from: 'nothing', to: number, purpose: 'look' })}>
              <History /> Look at it
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => setWriting(true)}>
              <NotebookPen /> {version.note === null ? 'Add a note' : 'Edit the note'}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            {isLive ? (
              <DropdownMenuItem tone="danger" onSelect={onUnpublish}>
                <Power /> Unpublish…
              </DropdownMenuItem>
            ) : (
              <DropdownMenuItem
                onSelect={() =>
                  onCompare({ from: liveNumber ?? 'nothing', to: number, purpose: 'republish' })
                }
              >
                <UploadCloud /> Publish this version again…
              </DropdownMenuItem>
            )}
          </DropdownMenuContent>
        </DropdownMenu>
      </div>
    </li>
  );
}

function NoteField({
  version,
  onEnd,
}: {
  version: VersionEntry;
  /** With what is stored now; undefined where nothing was changed. */
  onEnd: (note: string | null | undefined) => void;
}) {
  const { workflowId } = useEditor();
  const [text, setText] = useState(version.note ?? '');
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    const done = await setVersionNote(workflowId, version.number, text).catch(() => undefined);
    setPending(false);
    if (done?.ok) onEnd(done.note);
    else toast.error(done?.message ?? 'The server could not be reached. The note was not saved.');
  };
  return (
    <form
      className="grid gap-1.5 py-1"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        {...ownEscape}
        autoFocus
        aria-label={`Note of version ${version.number}`}
        rows={2}
        maxLength={2000}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onEnd(undefined);
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      />
      <span className="flex gap-1.5">
        <Button type="submit" size="xs" variant="primary" pending={isPending}>
          Save note
        </Button>
        <Button size="xs" variant="ghost" onClick={() => onEnd(undefined)}>
          Cancel
        </Button>
      </span>
    </form>
  );
}

/** The versions page by page, loaded anew when another one is live. */
const useVersionList = (liveNumber: number | undefined) => {
  const { workflowId } = useEditor();
  const [versions, setVersions] = useState<readonly VersionEntry[]>();
  const [next, setNext] = useState<number>();
  const [error, setError] = useState<string>();
  const [isLoading, setLoading] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was published since is to be in the list
  useEffect(() => {
    let isOver = false;
    setLoading(true);
    listVersions(workflowId).then(
      (page) => {
        if (isOver) return;
        setVersions(page.versions);
        setNext(page.next);
        setLoading(false);
      },
      () => {
        if (isOver) return;
        setError('The versions could not be loaded. Close this and try again.');
        setLoading(false);
      },
    );
    return () => {
      isOver = true;
    };
  }, [workflowId, liveNumber]);
  const loadMore = () => {
    setLoading(true);
    listVersions(workflowId, next)
      .then(
        (page) => {
          setVersions((known = []) => [...known, ...page.versions]);
          setNext(page.next);
        },
        () => setError('The older versions could not be loaded. Close this and try again.'),
      )
      .finally(() => setLoading(false));
  };
  return { versions, setVersions, next, error, isLoading, loadMore };
};

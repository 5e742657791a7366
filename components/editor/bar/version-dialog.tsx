import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { listVersions, readVersion, type VersionEntry, type VersionView } from '#app/actions/editor.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useFromOthers } from '../live/use-live.ts';
import { ReviewDialog } from '../review/review-dialog.tsx';
import { useVersionActions } from './use-version-actions.ts';

/** One side of a comparison: a version's number, the draft, or an empty canvas. */
export type Compared = number | 'draft' | 'nothing';

/** What is compared, and what for. */
export interface VersionComparison {
  readonly from: Compared;
  readonly to: Compared;
  readonly purpose: 'look' | 'restore' | 'republish';
}

const EMPTY = emptyGraph();

/** A version beside another one, or the draft; before restoring or publishing it again, what that changes. */
export function VersionDialog({
  comparison,
  onClose,
}: {
  comparison: VersionComparison;
  onClose: () => void;
}) {
  const { workflowId } = useEditor();
  const published = useFromOthers((state) => state.published);
  const draft = useEditorState((state) => state.document);
  const actions = useVersionActions();
  const [from, setFrom] = useState(comparison.from);
  const [to, setTo] = useState(comparison.to);
  const [isPending, setPending] = useState(false);
  const versions = useVersions(workflowId, [from, to]);
  const entries = useEntries(workflowId);
  const { purpose } = comparison;

  const graphOf = (side: Compared): GraphDocument | undefined => {
    if (side === 'nothing') return EMPTY;
    return side === 'draft' ? draft : versions.found.get(side)?.graph;
  };
  const before = graphOf(from === 'nothing' && purpose === 'look' ? to : from);
  const after = graphOf(to);
  const version = typeof to === 'number' ? versions.found.get(to) : undefined;

  if (before === undefined || after === undefined) {
    return <Waiting isLost={versions.isLost} missing={versions.missing} onClose={onClose} />;
  }
  const act = async (action: () => Promise<boolean>) => {
    if (isPending) return;
    setPending(true);
    const isDone = await action();
    setPending(false);
    if (isDone) onClose();
  };
  const number = typeof to === 'number' ? to : undefined;
  const restore = number === undefined ? undefined : () => void act(() => actions.restore(number));
  const republish =
    number === undefined || number === published?.number
      ? undefined
      : () => void act(() => actions.republish(number));
  return (
    <ReviewDialog
      title={
        <span className="flex flex-wrap items-center gap-2">
          {TITLES[purpose](nameOf(to))}
          {number !== undefined && number === published?.number ? <Badge tone="success">live</Badge> : null}
        </span>
      }
      description={<About version={version} purpose={purpose} published={published?.number} />}
      header={
        purpose === 'look' ? (
          <div className="flex flex-wrap items-center gap-2 pt-1.5">
            <Side label="Compare" value={from} entries={entries} hasNothing onChange={setFrom} />
            <ArrowRight className="size-3.5 text-faint-foreground" aria-hidden="true" />
            <Side label="With" value={to} entries={entries} onChange={setTo} />
          </div>
        ) : undefined
      }
      before={before}
      after={after}
      footer={
        <>
          <Button onClick={onClose}>{purpose === 'look' ? 'Close' : 'Cancel'}</Button>
          {purpose !== 'republish' && restore !== undefined ? (
            <Button
              variant={purpose === 'restore' ? 'primary' : 'secondary'}
              pending={isPending}
              onClick={restore}
            >
              Restore version {number}
            </Button>
          ) : null}
          {purpose === 'republish' && republish !== undefined ? (
            <Button variant="primary" pending={isPending} onClick={republish}>
              Publish version {number} again
            </Button>
          ) : null}
        </>
      }
      onSubmit={purpose === 'restore' ? restore : purpose === 'republish' ? republish : undefined}
      onClose={onClose}
    />
  );
}

const nameOf = (side: Compared): string =>
  side === 'draft' ? 'The draft' : side === 'nothing' ? 'An empty canvas' : `Version ${side}`;

const TITLES = {
  look: (name: string) => name,
  restore: (name: string) => `Restore ${name.toLowerCase()}?`,
  republish: (name: string) => `Publish ${name.toLowerCase()} again?`,
} as const;

function About({
  version,
  purpose,
  published,
}: {
  version: VersionView | undefined;
  purpose: VersionComparison['purpose'];
  published: number | undefined;
}) {
  if (purpose === 'restore') {
    return 'This is what it changes in your draft. Undo brings the draft back; what is published stays.';
  }
  if (purpose === 'republish') {
    return `This is what it changes in ${published === undefined ? 'what answers now: nothing' : `version ${published}, which answers now`}. It answers at once, as a new version. Your draft stays as it is.`;
  }
  if (version === undefined) return 'As it is now, with what is not published.';
  return (
    <>
      Published <RelativeTime at={version.createdAt} /> by {version.createdBy}
      {version.note === null ? null : (
        <span className="block whitespace-pre-wrap text-foreground">{version.note}</span>
      )}
    </>
  );
}

function Side({
  label,
  value,
  entries,
  hasNothing = false,
  onChange,
}: {
  label: string;
  value: Compared;
  entries: readonly VersionEntry[];
  hasNothing?: boolean;
  onChange: (value: Compared) => void;
}) {
  const numbers = new Set(entries.map((entry) => entry.number));
  if (typeof value === 'number') numbers.add(value);
  return (
    <Select
      value={String(value)}
      onValueChange={(text) => onChange(text === 'draft' || text === 'nothing' ? text : Number(text))}
    >
      <SelectTrigger size="sm" className="w-44" aria-label={label}>
        {value === 'nothing' ? 'Just look' : nameOf(value)}
      </SelectTrigger>
      <SelectContent>
        {hasNothing ? <SelectItem value="nothing">Just look</SelectItem> : null}
        <SelectItem value="draft">The draft</SelectItem>
        {[...numbers]
          .sort((a, b) => b - a)
          .map((number) => (
            <SelectItem
              key={number}
              value={String(number)}
              hint={entries.find((entry) => entry.number === number)?.note ?? undefined}
            >
              Version {number}
            </SelectItem>
          ))}
      </SelectContent>
    </Select>
  );
}

function Waiting({
  isLost,
  missing,
  onClose,
}: {
  isLost: boolean;
  missing: number | undefined;
  onClose: () => void;
}) {
  const problem =
    missing === undefined
      ? 'The version could not be loaded. Close this and try again.'
      : `This workflow has no version ${missing}.`;
  return (
    <Dialog open onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogContent title="Version" size="sm" footer={<Button onClick={onClose}>Close</Button>}>
        {isLost || missing !== undefined ? (
          <p className="text-danger-text text-sm" role="alert">
            {problem}
          </p>
        ) : (
          <div className="grid place-items-center p-6">
            <Spinner />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

/** The versions among the sides, as far as they are loaded. */
const useVersions = (workflowId: string, sides: readonly Compared[]) => {
  const [found, setFound] = useState<ReadonlyMap<number, VersionView>>(new Map());
  const [missing, setMissing] = useState<number>();
  const [isLost, setLost] = useState(false);
  const wanted = sides.find((side) => typeof side === 'number' && !found.has(side));
  useEffect(() => {
    if (typeof wanted !== 'number') return;
    let isOver = false;
    readVersion(workflowId, wanted).then(
      (version) => {
        if (isOver) return;
        if (version === undefined) setMissing(wanted);
        else setFound((known) => new Map(known).set(wanted, version));
      },
      () => setLost(true),
    );
    return () => {
      isOver = true;
    };
  }, [workflowId, wanted]);
  return { found, missing, isLost };
};

/** The newest versions, to choose from. */
const useEntries = (workflowId: string): readonly VersionEntry[] => {
  const [entries, setEntries] = useState<readonly VersionEntry[]>([]);
  useEffect(() => {
    // Without them the versions that are compared can still be seen.
    listVersions(workflowId).then(
      ({ versions }) => setEntries(versions),
      () => undefined,
    );
  }, [workflowId]);
  return entries;
};

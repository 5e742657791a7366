import { ChevronDown, ChevronUp, Columns2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Label } from '#components/ui/label.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { ChangeState } from '#lib/graph/compare.ts';
import { useEditor } from '../editor-context.tsx';
import { useIsNarrow } from '../use-is-narrow.ts';
import { ChangeMark } from './change-mark.tsx';
import { ReviewCanvas } from './review-canvas.tsx';
import { ReviewList } from './review-list.tsx';
import type { Review } from './use-review.ts';

interface ReviewViewProps {
  readonly review: Review;
  /** Above the list of changes. */
  readonly top?: ReactNode;
  /** Under the list, always in view. */
  readonly bottom?: ReactNode;
}

/** What changed: on the canvas, and beside it field by field. In a narrow window one at a time. */
export function ReviewView({ review, top, bottom }: ReviewViewProps) {
  const { specs } = useEditor();
  const isNarrow = useIsNarrow();
  const [narrowView, setNarrowView] = useState<'list' | 'canvas'>('list');
  const [isWide, setWide] = useState(false);
  const hasCanvas = isNarrow ? narrowView === 'canvas' : !isWide;
  const hasList = !isNarrow || narrowView === 'list';
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-y bg-surface-2/50 px-3 py-1.5">
        <Legend review={review} />
        <LayoutSwitch review={review} />
        <span className="flex-1" />
        {isNarrow ? <ViewSwitch view={narrowView} onChange={setNarrowView} /> : null}
        {isNarrow ? null : (
          <Tooltip content={isWide ? 'Show the canvas again' : 'Before and after side by side'}>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label="Side by side"
              aria-pressed={isWide}
              className={cn(isWide && 'bg-surface-3 text-foreground')}
              onClick={() => setWide(!isWide)}
            >
              <Columns2 />
            </Button>
          </Tooltip>
        )}
        <Steps review={review} />
      </div>
      <div className="flex min-h-0 flex-1">
        {hasCanvas ? (
          <div className="relative min-w-0 flex-1 bg-canvas">
            <ReviewCanvas
              comparison={review.comparison}
              specs={specs}
              shown={review.shown}
              currentKey={review.currentKey}
              onChoose={review.goTo}
            />
          </div>
        ) : null}
        {hasList ? (
          <div
            className={cn(
              'flex min-h-0 min-w-0 flex-col border-l',
              isNarrow || isWide ? 'flex-1' : 'w-[26rem] shrink-0',
            )}
          >
            <section
              aria-label="What changed"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also where nothing in it takes the focus
              tabIndex={0}
              className="min-h-0 flex-1 overflow-y-auto focus-visible:outline-offset-[-2px]"
            >
              {top}
              <ReviewList review={review} isWide={isWide} />
            </section>
            {bottom}
          </div>
        ) : null}
      </div>
    </div>
  );
}

const STATES = ['added', 'removed', 'changed', 'moved'] as const satisfies readonly ChangeState[];

function Legend({ review }: { review: Review }) {
  const count = (state: ChangeState) => review.items.filter((item) => item.state === state).length;
  const there = STATES.filter((state) => count(state) > 0);
  if (there.length === 0) return <span className="text-muted-foreground text-xs">No changes</span>;
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-1.5">
      {there.map((state) => (
        <li key={state}>
          <ChangeMark state={state} text={`${count(state)} ${state}`} />
        </li>
      ))}
    </ul>
  );
}

function LayoutSwitch({ review }: { review: Review }) {
  const id = useId();
  if (review.layoutCount === 0 || review.layoutCount === review.comparison.items.length) return null;
  return (
    <span className="flex items-center gap-2 text-xs">
      <Switch id={id} checked={review.hasLayout} onCheckedChange={review.setHasLayout} />
      <Label htmlFor={id} className="text-xs">
        Layout and notes ({review.layoutCount})
      </Label>
    </span>
  );
}

function ViewSwitch({
  view,
  onChange,
}: {
  view: 'list' | 'canvas';
  onChange: (view: 'list' | 'canvas') => void;
}) {
  return (
    <fieldset className="flex rounded-md border p-0.5">
      <legend className="sr-only">Show the changes as</legend>
      {(['list', 'canvas'] as const).map((one) => (
        <Button
          key={one}
          variant="ghost"
          size="xs"
          aria-pressed={view === one}
          className={cn(view === one && 'bg-surface-3 text-foreground')}
          onClick={() => onChange(one)}
        >
          {one === 'list' ? 'List' : 'Canvas'}
        </Button>
      ))}
    </fieldset>
  );
}

function Steps({ review }: { review: Review }) {
  const { items, currentKey, step } = review;
  if (items.length === 0) return null;
  const at = items.findIndex(({ key }) => key === currentKey);
  return (
    <span className="flex items-center gap-0.5">
      <span role="status" className="px-1.5 text-muted-foreground text-xs tabular-nums">
        {at === -1
          ? `${items.length} ${items.length === 1 ? 'change' : 'changes'}`
          : `${at + 1} of ${items.length}`}
      </span>
      <Tooltip content="Previous change ([)">
        <Button variant="ghost" size="icon-sm" aria-label="Previous change" onClick={() => step(-1)}>
          <ChevronUp />
        </Button>
      </Tooltip>
      <Tooltip content="Next change (])">
        <Button variant="ghost" size="icon-sm" aria-label="Next change" onClick={() => step(1)}>
          <ChevronDown />
        </Button>
      </Tooltip>
    </span>
  );
}

import { Replace, ReplaceAll } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useFinding, useFindingState } from './use-finding.ts';

interface ReplaceFieldProps {
  readonly onReplace: () => void;
  readonly onReplaceAll: () => void;
}

/** What takes the place of what is found: of the current hit, or of all of them. */
export function ReplaceField({ onReplace, onReplaceAll }: ReplaceFieldProps) {
  const finding = useFinding();
  const replacement = useFindingState((state) => state.replacement);
  const isPattern = useFindingState((state) => state.isPattern);
  const hasNone = useFindingState((state) => state.found.hits.length === 0);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onReplace();
  };
  return (
    <div className="flex flex-wrap items-center gap-1 sm:flex-nowrap">
      <Input
        aria-label="Replace with"
        placeholder={isPattern ? 'Replace with; $1 is the first group' : 'Replace with'}
        spellCheck={false}
        autoComplete="off"
        className="min-w-0 flex-1 basis-40 max-sm:basis-full"
        value={replacement}
        onChange={({ target }) => finding.ask({ replacement: target.value })}
        onKeyDown={onKeyDown}
      />
      <div className="flex flex-1 items-center justify-end gap-1">
        <Tooltip content="Replace this one (Enter)" side="bottom">
          <Button size="sm" aria-label="Replace this one" aria-disabled={hasNone} onClick={onReplace}>
            <Replace /> Replace
          </Button>
        </Tooltip>
        <Tooltip content="Replace all: shows first what changes" side="bottom">
          <Button size="sm" aria-label="Replace all…" aria-disabled={hasNone} onClick={onReplaceAll}>
            <ReplaceAll /> All…
          </Button>
        </Tooltip>
      </div>
    </div>
  );
}

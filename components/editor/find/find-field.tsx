import { CaseSensitive, ChevronDown, ChevronUp, Regex, WholeWord, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { inputClasses } from '#components/ui/input.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useFinding, useFindingState } from './use-finding.ts';

/** What is looked for and how, how many there are, and the ways to the next and the one before. */
export function FindField({ onClose }: { onClose: () => void }) {
  const finding = useFinding();
  const text = useFindingState((state) => state.text);
  const problem = useFindingState((state) => state.problem);
  const matchesCase = useFindingState((state) => state.matchesCase);
  const isWholeWord = useFindingState((state) => state.isWholeWord);
  const isPattern = useFindingState((state) => state.isPattern);
  const hasNone = useFindingState((state) => state.found.hits.length === 0);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    finding.step(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="flex flex-wrap items-center gap-1 sm:flex-nowrap">
      <div
        className={cn(
          inputClasses,
          'flex h-8 min-w-0 flex-1 basis-40 max-sm:basis-full items-center gap-0.5 pr-0.5 pointer-coarse:h-10',
        )}
        aria-invalid={problem !== undefined || undefined}
      >
        <input
          type="search"
          aria-label="Find"
          placeholder="Find in this workflow"
          aria-invalid={problem !== undefined || undefined}
          spellCheck={false}
          autoComplete="off"
          className="h-full min-w-0 flex-1 bg-transparent pl-2.5 text-sm outline-none placeholder:text-faint-foreground [&::-webkit-search-cancel-button]:hidden"
          value={text}
          onChange={({ target }) => finding.ask({ text: target.value })}
          onKeyDown={onKeyDown}
        />
        <Toggle
          label="Match case"
          isOn={matchesCase}
          onClick={() => finding.ask({ matchesCase: !matchesCase })}
        >
          <CaseSensitive />
        </Toggle>
        <Toggle
          label="Whole word"
          isOn={isWholeWord}
          onClick={() => finding.ask({ isWholeWord: !isWholeWord })}
        >
          <WholeWord />
        </Toggle>
        <Toggle
          label="Regular expression"
          isOn={isPattern}
          onClick={() => finding.ask({ isPattern: !isPattern })}
        >
          <Regex />
        </Toggle>
      </div>
      <div className="flex flex-1 items-center justify-end">
        <HitCount />
        <Move label="Previous" keys="Shift+Enter" isOff={hasNone} onClick={() => finding.step(-1)}>
          <ChevronUp />
        </Move>
        <Move label="Next" keys="Enter" isOff={hasNone} onClick={() => finding.step(1)}>
          <ChevronDown />
        </Move>
        <Button variant="ghost" size="icon-xs" aria-label="Close the search" onClick={onClose}>
          <X />
        </Button>
      </div>
    </div>
  );
}

function HitCount() {
  const text = useFindingState((state) => state.text);
  const count = useFindingState((state) => state.found.hits.length);
  const cut = useFindingState((state) => state.found.cut);
  const current = useFindingState((state) => state.current);
  const problem = useFindingState((state) => state.problem);
  const total = `${count.toLocaleString('en')}${cut === undefined ? '' : '+'}`;
  return (
    <span
      role="status"
      title={cut === 'slow' ? 'This pattern takes long: the search was ended early.' : undefined}
      className={cn(
        'min-w-16 pr-1 text-right text-xs whitespace-nowrap tabular-nums',
        text !== '' && count === 0 ? 'text-danger-text' : 'text-muted-foreground',
      )}
    >
      {text === '' || problem !== undefined
        ? ''
        : count === 0
          ? 'Nothing found'
          : current === -1
            ? `${total} found`
            : `${current + 1} of ${total}`}
    </span>
  );
}

function Toggle({
  label,
  isOn,
  onClick,
  children,
}: {
  label: string;
  isOn: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip content={label} side="bottom">
      <Button
        variant="ghost"
        size="icon-xs"
        aria-label={label}
        aria-pressed={isOn}
        className="aria-pressed:bg-signal-soft aria-pressed:text-signal-text [&_svg]:size-4"
        onClick={onClick}
      >
        {children}
      </Button>
    </Tooltip>
  );
}

function Move({
  label,
  keys,
  isOff,
  onClick,
  children,
}: {
  label: string;
  keys: string;
  isOff: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip content={`${label} (${keys})`} side="bottom">
      <Button variant="ghost" size="icon-xs" aria-label={label} aria-disabled={isOff} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}

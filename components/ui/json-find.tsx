import { ChevronDown, ChevronsDownUp, ChevronsUpDown, ChevronUp, Search } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { Button } from './button.tsx';
import { findInJson, type PathPart } from './json-rows.ts';
import { ownEscape } from './own-escape.ts';

interface JsonFindProps {
  readonly value: unknown;
  readonly label: string;
  readonly onFound: (path: readonly PathPart[]) => void;
  readonly onOpenAll: () => void;
  readonly onCloseAll: () => void;
  /** More buttons at the end. */
  readonly children?: ReactNode;
}

/** Above a tree: finds keys and values in it, opens and closes all of it. Typing goes on while it looks. */
export function JsonFind({ value, label, onFound, onOpenAll, onCloseAll, children }: JsonFindProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const sought = useDeferredValue(text);
  const hits = useMemo(() => findInJson(value, sought), [value, sought]);
  const go = (step: number) => {
    const newest = sought === text ? hits : findInJson(value, text); // Enter may come before the hits do
    if (newest.length === 0) return;
    const next = (Math.max(at, step < 0 ? 0 : -1) + step + newest.length) % newest.length;
    setAt(next);
    const hit = newest[next];
    if (hit) onFound(hit);
  };
  return (
    <div className="flex shrink-0 items-center gap-1 border-b py-0.5 pr-1 pl-2.5">
      <Search className="size-3 shrink-0 text-faint-foreground" aria-hidden="true" />
      <input
        {...(text === '' ? {} : ownEscape)}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          if (event.key !== 'Escape' || text === '') return;
          setText('');
          event.stopPropagation(); // the panel around it would close
        }}
        aria-label={`Find in ${label}`}
        placeholder="Find key or value"
        className="h-6 min-w-0 flex-1 bg-transparent px-1 text-xs outline-none placeholder:text-faint-foreground focus-visible:outline-2 focus-visible:outline-signal"
      />
      {sought.trim() === '' ? (
        <>
          <FindButton label={`Open all of ${label}`} onClick={onOpenAll}>
            <ChevronsUpDown />
          </FindButton>
          <FindButton label={`Close all of ${label}`} onClick={onCloseAll}>
            <ChevronsDownUp />
          </FindButton>
        </>
      ) : (
        <>
          <span className="text-2xs text-faint-foreground tabular-nums" role="status">
            {hits.length === 0 ? 'No match' : `${Math.max(at + 1, 0)}/${hits.length}`}
          </span>
          <FindButton label="Previous match" isDisabled={hits.length === 0} onClick={() => go(-1)}>
            <ChevronUp />
          </FindButton>
          <FindButton label="Next match" isDisabled={hits.length === 0} onClick={() => go(1)}>
            <ChevronDown />
          </FindButton>
        </>
      )}
      {children}
    </div>
  );
}

function FindButton({
  label,
  isDisabled = false,
  onClick,
  children,
}: {
  label: string;
  isDisabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Button
      variant="ghost"
      size="icon-xs"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

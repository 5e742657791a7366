import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

interface PickItemProps {
  readonly value: string;
  readonly title: string;
  readonly detail: ReactNode;
  readonly aside?: ReactNode;
  readonly isPicked: boolean;
  readonly onPick: () => void;
}

/** One event in a list to pick from. */
export function PickItem({ value, title, detail, aside, isPicked, onPick }: PickItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onPick}
      className="flex cursor-default items-center gap-3 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-surface-3/70"
    >
      <span className="grid min-w-0 flex-1">
        <span className="truncate font-medium">{title}</span>
        <span className="truncate text-2xs text-muted-foreground">{detail}</span>
      </span>
      {aside === undefined ? null : (
        <span className="shrink-0 text-2xs text-muted-foreground tabular-nums">{aside}</span>
      )}
      {isPicked ? <Check className="size-3.5 shrink-0 text-signal-text" aria-label="picked" /> : null}
    </Command.Item>
  );
}

export const pickGroupClasses =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint-foreground';

/** The search above such a list. */
export function PickSearch(props: {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly placeholder: string;
}) {
  return (
    <Command.Input
      {...props}
      autoFocus // it opens to be searched
      className="h-10 w-full shrink-0 border-b bg-transparent px-4 text-sm outline-none placeholder:text-faint-foreground"
    />
  );
}

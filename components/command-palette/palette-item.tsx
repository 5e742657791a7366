import { Command as Cmdk } from 'cmdk';
import { Check, ChevronRight } from 'lucide-react';
import { modifierKey } from '#components/editor/modifier-key.ts';
import type { Command } from './command.ts';

interface PaletteItemProps {
  readonly value: string;
  readonly command: Command;
  readonly onChoose: () => void;
}

/** One command: what it is, and the key that does the same. */
export function PaletteItem({ value, command, onChoose }: PaletteItemProps) {
  const { label, detail, icon, shortcut, isOn, aside } = command;
  return (
    <Cmdk.Item value={value} onSelect={onChoose} className="command-item">
      <span className="grid size-7 shrink-0 place-items-center text-muted-foreground" aria-hidden="true">
        {icon}
      </span>
      <span className="flex min-w-0 flex-1 items-baseline gap-2">
        <span className="truncate text-sm">{label}</span>
        {detail === undefined || detail === '' ? null : (
          <span className="min-w-0 shrink-[99] truncate text-muted-foreground text-xs">{detail}</span>
        )}
      </span>
      {isOn === true ? (
        <>
          <Check className="size-3.5 text-signal-text" aria-hidden="true" />
          <span className="sr-only">(chosen)</span>
        </>
      ) : null}
      {shortcut === undefined ? null : <Keys keys={shortcut} />}
      {aside === undefined ? null : <span className="shrink-0 text-muted-foreground text-xs">{aside}</span>}
      {'page' in command ? (
        <ChevronRight className="size-3.5 text-faint-foreground" aria-hidden="true" />
      ) : null}
    </Cmdk.Item>
  );
}

/** The keys of a shortcut; on a phone there are none. */
function Keys({ keys }: { keys: string }) {
  return (
    <span className="flex shrink-0 gap-1 max-sm:hidden">
      {keys.split(' ').map((key) => (
        <kbd key={key} className="command-key">
          {key === 'Mod' ? modifierKey() : key}
        </kbd>
      ))}
    </span>
  );
}

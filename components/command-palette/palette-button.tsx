'use client';

import { Search } from 'lucide-react';
import { useModifierKey } from '#components/editor/modifier-key.ts';
import { Button } from '#components/ui/button.tsx';
import './command-palette.css';
import { setPaletteOpen } from './palette-store.ts';

/** Opens the palette, and tells its key; in a narrow window it is the icon alone. */
export function PaletteButton() {
  const modifier = useModifierKey();
  return (
    <Button
      variant="secondary"
      size="sm"
      aria-keyshortcuts={modifier === '⌘' ? 'Meta+K' : 'Control+K'}
      className="max-md:size-8 max-md:border-transparent max-md:bg-transparent max-md:dark:bg-transparent max-md:px-0 max-md:shadow-none max-md:pointer-coarse:size-10"
      onClick={() => setPaletteOpen(true)}
    >
      <Search className="size-3.5 text-muted-foreground max-md:size-4" />
      <span className="font-normal text-muted-foreground max-xl:sr-only">
        Search<span className="sr-only"> and commands</span>
      </span>
      <span className="flex gap-0.5 max-md:hidden" aria-hidden="true">
        <kbd className="command-key">{modifier}</kbd>
        <kbd className="command-key">K</kbd>
      </span>
    </Button>
  );
}

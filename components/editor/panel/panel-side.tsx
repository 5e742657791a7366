import { PanelLeftClose, PanelRightClose } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';

interface PanelSideProps {
  readonly title: 'Input' | 'Output';
  readonly width: number;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** The part of the wide panel at one side of the settings; folded, it is a strip with its name. */
export function PanelSide({ title, width, isOpen, onOpenChange, children }: PanelSideProps) {
  if (!isOpen) {
    return (
      <button
        type="button"
        aria-label={`Show the ${title.toLowerCase()}`}
        className="flex w-8 shrink-0 justify-center bg-surface-2/60 pt-3 font-medium text-muted-foreground text-xs [writing-mode:vertical-rl] hover:bg-surface-2 hover:text-foreground"
        onClick={() => onOpenChange(true)}
      >
        {title}
      </button>
    );
  }
  const Icon = title === 'Input' ? PanelLeftClose : PanelRightClose;
  return (
    <section aria-label={title} className="flex min-h-0 min-w-0 shrink flex-col" style={{ width }}>
      <header className="flex h-9 shrink-0 items-center justify-between border-b pr-1.5 pl-3">
        <h2 className="font-medium text-sm">{title}</h2>
        <Button
          variant="ghost"
          size="icon-xs"
          aria-label={`Fold the ${title.toLowerCase()}`}
          onClick={() => onOpenChange(false)}
        >
          <Icon />
        </Button>
      </header>
      {children}
    </section>
  );
}

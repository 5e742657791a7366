import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  readonly text: string;
  /** What it is, above it and in the copy button's name. */
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** Breaks long lines instead of scrolling them. */
  readonly isWrapped?: boolean;
  /** Scrolls in a window of its own. */
  readonly isLong?: boolean;
}

/** Text to copy: a URL, a command, a snippet. */
export function CodeBlock({
  text,
  label,
  isLabelHidden = false,
  isWrapped = false,
  isLong = false,
}: CodeBlockProps) {
  return (
    <figure className="grid min-w-0 gap-1">
      <figcaption className={cn('text-muted-foreground text-xs', isLabelHidden && 'sr-only')}>
        {label}
      </figcaption>
      <div className="relative min-w-0 rounded-md border bg-surface-2 dark:bg-background/60">
        <pre
          // What scrolls must be reachable without a mouse.
          tabIndex={isWrapped && !isLong ? undefined : 0}
          className={cn(
            'py-2 pr-10 pl-3 font-mono text-xs leading-5',
            isWrapped ? 'break-all whitespace-pre-wrap' : 'overflow-x-auto',
            isLong && 'max-h-64 overflow-y-auto',
          )}
        >
          {text}
        </pre>
        <CopyButton value={text} label={`Copy: ${label}`} className="absolute top-0.5 right-0.5" />
      </div>
    </figure>
  );
}

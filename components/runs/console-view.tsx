import { cn } from '#components/ui/cn.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatDuration } from '#components/ui/format-time.ts';
import type { ConsoleEntry } from './run-view.ts';

const tones: Readonly<Record<ConsoleEntry['level'], string>> = {
  log: '',
  info: 'text-info-text',
  debug: 'text-muted-foreground',
  warn: 'bg-warning-soft text-warning-text',
  error: 'bg-danger-soft text-danger-text',
};

/** What a code step logged, line by line. */
export function ConsoleView({ lines, isCut }: { lines: readonly ConsoleEntry[]; isCut: boolean }) {
  const keyed = lines.map((line, index) => ({ ...line, key: `line-${index}` }));
  return (
    <div className="relative overflow-hidden rounded-md border bg-surface dark:bg-background/50">
      <CopyButton
        value={() => lines.map(({ level, text }) => `${level}: ${text}`).join('\n')}
        label="Copy the console"
        size="icon-xs"
        className="absolute top-1 right-1 bg-surface-2"
      />
      <ol className="max-h-[35rem] divide-y overflow-auto font-mono text-xs">
        {keyed.map(({ key, level, text, atMs }) => (
          <li key={key} className={cn('flex gap-3 px-3 py-1', tones[level])}>
            <span className="w-14 shrink-0 text-right text-faint-foreground tabular-nums">
              {formatDuration(atMs)}
            </span>
            <span className="min-w-0 break-words whitespace-pre-wrap">
              {level === 'log' ? null : <span className="mr-2 font-semibold">{level}</span>}
              {text}
            </span>
          </li>
        ))}
        {isCut ? <li className="px-3 py-1.5 text-warning-text">The rest was too much to keep.</li> : null}
      </ol>
    </div>
  );
}

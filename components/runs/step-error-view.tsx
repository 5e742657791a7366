import { cn } from '#components/ui/cn.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { JsonView } from '#components/ui/json-view.tsx';
import { ScrollText } from '#components/ui/scroll-text.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import type { StepError } from './run-view.ts';

const CONTEXT_LINES = 3;

interface StepErrorViewProps {
  readonly error: StepError;
  readonly node: GraphNode | undefined;
  /** The code of `node` is what ran; else its lines say nothing of the error. */
  readonly isCodeOfRun?: boolean;
}

/** How a step failed: the message, the line of the user's own code where there is one, and the stack. */
export function StepErrorView({ error, node, isCodeOfRun = true }: StepErrorViewProps) {
  const source =
    isCodeOfRun && node?.type === 'code' && typeof node.config.source === 'string'
      ? node.config.source
      : undefined;
  return (
    <div className="grid gap-3">
      <div className="rounded-md border border-danger/25 bg-danger-soft px-3 py-2.5">
        <div className="flex items-start justify-between gap-2">
          <p className="min-w-0 text-danger-text text-sm break-words whitespace-pre-wrap">{error.message}</p>
          <CopyButton
            value={() => [error.code, error.message, error.stack ?? ''].join('\n').trim()}
            label="Copy the error"
            size="icon-xs"
          />
        </div>
        <p className="mt-1 text-muted-foreground text-xs">
          <code>{error.code}</code>
          {error.line === undefined ? null : (
            <span>
              {' '}
              · line {error.line}
              {error.column === undefined ? '' : `, column ${error.column}`}
            </span>
          )}
        </p>
      </div>
      {source !== undefined && error.line !== undefined ? (
        <SourceLines source={source} line={error.line} column={error.column} />
      ) : null}
      {error.response === undefined || node === undefined ? null : (
        <section className="grid gap-1.5" aria-label="What was answered">
          <h3 className="text-muted-foreground text-xs">What was answered</h3>
          <JsonView
            value={error.response}
            label="answer"
            root={`steps.${node.id}.error.response`}
            maxHeight={360}
          />
        </section>
      )}
      {error.stack ? (
        <details className="group">
          <summary className="cursor-pointer text-muted-foreground text-xs hover:text-foreground">
            Stack
          </summary>
          <ScrollText className="mt-2 overflow-x-auto rounded-md border bg-surface-2 p-3 font-mono text-2xs dark:bg-background/60">
            {error.stack}
          </ScrollText>
        </details>
      ) : null}
    </div>
  );
}

/** The lines around the mistake, as they were in the version that ran. */
function SourceLines({ source, line, column }: { source: string; line: number; column: number | undefined }) {
  const first = Math.max(1, line - CONTEXT_LINES);
  const shown = source
    .split('\n')
    .map((text, index) => ({ text, number: index + 1 }))
    .slice(first - 1, line + CONTEXT_LINES);
  return (
    <ScrollText className="overflow-x-auto rounded-md border bg-surface py-2 font-mono text-xs leading-5 dark:bg-background/50">
      {shown.map(({ text, number }) => (
        <div key={number} className={cn('flex', number === line && 'bg-danger-soft')}>
          <span className="w-10 shrink-0 select-none pr-3 text-right text-faint-foreground">{number}</span>
          <code>
            {text === '' ? ' ' : text}
            {number === line && column !== undefined ? (
              <span className="block text-danger-text" aria-hidden="true">
                {' '.repeat(Math.max(0, column - 1))}^
              </span>
            ) : null}
          </code>
        </div>
      ))}
    </ScrollText>
  );
}

'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

interface ErrorPanelProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
  /** What could not be shown: "the runs". */
  readonly what: string;
}

/** What an error boundary shows: what failed, that nothing is lost, and the way to try again. */
export function ErrorPanel({ error, reset, what }: ErrorPanelProps) {
  const [isPending, startTransition] = useTransition();
  return (
    <div role="alert">
      <EmptyState
        icon={TriangleAlert}
        title={`Patchbay could not show ${what}`}
        description="Your flows go on answering; only this page failed. Try again, and if it stays so, look at the server's log."
        actions={
          <Button pending={isPending} onClick={() => startTransition(reset)}>
            <RotateCw />
            Try again
          </Button>
        }
      >
        {error.digest ? (
          <p className="text-faint-foreground text-xs">
            In the log as <code>{error.digest}</code>
          </p>
        ) : null}
      </EmptyState>
    </div>
  );
}

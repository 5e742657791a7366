'use client';

import { RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { replayEvent } from '#app/actions/runs.ts';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button, type ButtonProps } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { replayNews } from './replay-news.ts';

interface ReplayButtonProps {
  readonly workflowId: string;
  readonly eventId: string;
  /** An icon alone, for rows. */
  readonly isCompact?: boolean;
  readonly variant?: ButtonProps['variant'];
}

/**
 * Runs the published flows for the event again. The answer goes nowhere; everything else really happens, so it is asked
 * first where that changes something in other systems.
 */
export function ReplayButton({ workflowId, eventId, isCompact = false, variant }: ReplayButtonProps) {
  const router = useRouter();
  const [isPending, setIsPending] = useState(false);
  const [outside, setOutside] = useState<readonly string[]>();

  const replay = async (isAgreed: boolean) => {
    setIsPending(true);
    const result = await replayEvent(eventId, isAgreed).catch(() => UNREACHABLE);
    setIsPending(false);
    if (!result.ok) {
      if ('steps' in result) setOutside(result.steps);
      else toast.error(result.message);
      return;
    }
    router.refresh();
    const news = replayNews(result.runs);
    if (news === undefined) return;
    const { tone, title, description, runId } = news;
    toast[tone](title, {
      description,
      action: { label: 'Open', onClick: () => router.push(`/workflows/${workflowId}/runs/${runId}`) },
    });
  };

  return (
    <>
      {isCompact ? (
        <Tooltip content="Replay: run the published flow for this event again">
          <Button
            variant="ghost"
            size="icon-sm"
            className="relative"
            pending={isPending}
            aria-label="Replay"
            onClick={() => void replay(false)}
          >
            <RotateCcw />
          </Button>
        </Tooltip>
      ) : (
        <Button variant={variant ?? 'secondary'} pending={isPending} onClick={() => void replay(false)}>
          <RotateCcw />
          Replay
        </Button>
      )}
      <AlertDialog
        open={outside !== undefined}
        onOpenChange={(isOpen) => (isOpen ? undefined : setOutside(undefined))}
        title="Replay this event?"
        description={`Nobody hears the answer, but ${namesOf(outside ?? [])} ${outside?.length === 1 ? 'runs' : 'run'} in earnest: what that changes in other systems is changed once more.`}
        confirmLabel="Replay"
        tone="default"
        onConfirm={() => replay(true)}
      />
    </>
  );
}

const UNREACHABLE = { ok: false, message: 'The server did not answer. Nothing was replayed.' } as const;

const namesOf = (steps: readonly string[]): string =>
  new Intl.ListFormat('en').format(steps.map((name) => `“${name}”`));

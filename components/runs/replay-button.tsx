'use client';

import { RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { replayEvent } from '#app/actions/runs.ts';
import { Button, type ButtonProps } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';

interface ReplayButtonProps {
  readonly workflowId: string;
  readonly eventId: string;
  /** An icon alone, for rows. */
  readonly isCompact?: boolean;
  readonly variant?: ButtonProps['variant'];
}

/** Runs the published flows for the event again. The answer goes nowhere; everything else really happens. */
export function ReplayButton({ workflowId, eventId, isCompact = false, variant }: ReplayButtonProps) {
  const router = useRouter();
  const [isPending, setIsPending] = useState(false);

  const replay = async () => {
    setIsPending(true);
    const result = await replayEvent(eventId).catch(() => undefined);
    setIsPending(false);
    if (!result?.ok) {
      toast.error(result?.message ?? 'The server did not answer. Nothing was replayed.');
      return;
    }
    const [first] = result.runIds;
    if (first === undefined) {
      toast.warning('Nothing ran: the published version has no flow for this event.');
      return;
    }
    router.refresh();
    toast.success(result.runIds.length === 1 ? 'Replayed' : `Replayed: ${result.runIds.length} runs`, {
      action: { label: 'Open', onClick: () => router.push(`/workflows/${workflowId}/runs/${first}`) },
    });
  };

  if (!isCompact) {
    return (
      <Button variant={variant ?? 'secondary'} pending={isPending} onClick={() => void replay()}>
        <RotateCcw />
        Replay
      </Button>
    );
  }
  return (
    <Tooltip content="Replay: run the published flow for this event again">
      <Button
        variant="ghost"
        size="icon-sm"
        className="relative"
        pending={isPending}
        aria-label="Replay"
        onClick={() => void replay()}
      >
        <RotateCcw />
      </Button>
    </Tooltip>
  );
}

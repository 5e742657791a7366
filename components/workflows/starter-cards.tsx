'use client';

import { ArrowRight, FileText, PhoneIncoming, Wrench } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { createWorkflow } from '#app/actions/workflows.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import { type Starter, starters } from './starters.ts';

const icons = [Wrench, PhoneIncoming, FileText];

/** The starter flows as cards: one click makes the workflow and opens it. */
export function StarterCards() {
  const router = useRouter();
  const [pending, setPending] = useState<string>();

  const begin = async (starter: Starter) => {
    setPending(starter.key);
    const result = await createWorkflow(starter.name, starter.graph).catch(() => undefined);
    if (result?.ok) {
      router.push(`/workflows/${result.id}`);
      return;
    }
    setPending(undefined);
    toast.error(result?.message ?? 'The server did not answer. Try again.');
  };

  return (
    <div className="grid gap-3 sm:grid-cols-3">
      {starters.map((starter, index) => {
        const Icon = icons[index] ?? Wrench;
        return (
          <button
            key={starter.key}
            type="button"
            disabled={pending !== undefined}
            onClick={() => void begin(starter)}
            className="group grid content-start gap-3 rounded-lg border bg-surface p-4 text-left shadow-xs transition-colors hover:border-signal disabled:opacity-60"
          >
            <span className="flex items-center justify-between">
              <span className="grid size-8 place-items-center rounded-md bg-signal-soft text-signal-text">
                <Icon className="size-4" aria-hidden="true" />
              </span>
              {pending === starter.key ? (
                <Spinner label="Creating" />
              ) : (
                <ArrowRight
                  className="size-4 text-faint-foreground transition-transform group-hover:translate-x-0.5 group-hover:text-signal-text"
                  aria-hidden="true"
                />
              )}
            </span>
            <span className="grid gap-1">
              <span className="font-medium text-sm">{starter.title}</span>
              <span className="text-muted-foreground text-xs text-pretty">{starter.description}</span>
            </span>
          </button>
        );
      })}
    </div>
  );
}

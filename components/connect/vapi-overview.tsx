'use client';

import { RefreshCw, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useState, useTransition } from 'react';
import { loadVapi } from '#app/actions/vapi.ts';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { OperationInput } from '#lib/connect/operation.ts';
import type { VapiOverview as Overview } from '#lib/connect/targets.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { type ChangeRow, ChangesCard } from './changes-card.tsx';
import { TargetsCard } from './targets-card.tsx';
import { ToolsCard } from './tools-card.tsx';

interface VapiOverviewProps {
  readonly workflowId: string;
  readonly flows: { readonly controlCalls: boolean };
  /** Of the last event that the workflow got, ISO 8601; null where none came yet. */
  readonly lastEventAt: string | null;
  readonly changes: readonly ChangeRow[];
}

/** What is in Vapi, how it stands to this workflow, and one button each to change that. */
export function VapiOverview({ workflowId, flows, lastEventAt, changes }: VapiOverviewProps) {
  const { overview, error, isPending, load } = useOverview(workflowId);
  const [operation, setOperation] = useState<OperationInput>();

  const failed = error === undefined ? null : <Failed message={error} isPending={isPending} onRetry={load} />;
  if (overview === undefined) return failed ?? <Loading />;
  return (
    <>
      {failed}
      <TargetsCard
        targets={overview.targets}
        lastEventAt={lastEventAt}
        onConnect={setOperation}
        actions={
          <Button size="sm" pending={isPending} onClick={load}>
            <RefreshCw />
            Load again
          </Button>
        }
      />
      <ToolsCard workflowId={workflowId} tools={overview.tools} onChange={setOperation} onPulled={load} />
      <ChangesCard changes={changes} onRestore={setOperation} />
      <ChangeDialog
        workflowId={workflowId}
        operation={operation}
        flows={flows}
        onClose={() => setOperation(undefined)}
        onChanged={load}
      />
    </>
  );
}

const NO_ANSWER = 'The server did not answer. Check the connection and try again.';

const useOverview = (workflowId: string) => {
  const [overview, setOverview] = useState<Overview>();
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const load = useCallback(() => {
    startTransition(async () => {
      const result = await loadVapi(workflowId).catch(() => undefined);
      if (result?.ok) {
        setOverview(result.overview);
        setError(undefined);
      } else setError(result?.message ?? NO_ANSWER);
    });
  }, [workflowId]);
  useEffect(load, [load]);
  return { overview, error, isPending, load };
};

function Failed({
  message,
  isPending,
  onRetry,
}: {
  message: string;
  isPending: boolean;
  onRetry: () => void;
}) {
  return (
    <Card role="alert">
      <CardBody className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex min-w-0 flex-1 items-start gap-2 text-sm text-pretty">
          <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger-text" aria-hidden="true" />
          {message}
        </p>
        <Button size="sm" pending={isPending} onClick={onRetry}>
          Try again
        </Button>
      </CardBody>
    </Card>
  );
}

function Loading() {
  return (
    <Card role="status" aria-label="Asking Vapi">
      <CardHeader title="In Vapi" description="Asking Vapi what is there…" />
      <CardBody className="grid gap-2">
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </CardBody>
    </Card>
  );
}

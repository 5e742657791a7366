'use client';

import { Download, Power, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { deleteWorkflow, undeleteWorkflow, unpublishWorkflow } from '#app/actions/workflows.ts';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { downloadWorkflow } from './download-workflow.ts';

interface DangerCardProps {
  readonly id: string;
  readonly name: string;
  readonly isPublished: boolean;
}

/** What ends or leaves: export, unpublish, delete. */
export function DangerCard({ id, name, isPublished }: DangerCardProps) {
  const router = useRouter();

  const unpublish = async () => {
    const result = await unpublishWorkflow(id).catch(() => undefined);
    if (result?.ok) toast.success('Unpublished: events are kept, nothing runs.');
    else toast.error(result?.message ?? 'The server did not answer. The workflow is still published.');
  };
  const undo = async () => {
    const result = await undeleteWorkflow(id).catch(() => undefined);
    if (result?.ok) router.push(`/workflows/${id}/settings`);
    else toast.error(result?.message ?? 'It could not be brought back. Try again.');
  };
  const remove = async () => {
    const result = await deleteWorkflow(id).catch(() => undefined);
    if (!result?.ok) {
      toast.error(result?.message ?? 'The server did not answer. The workflow is still there.');
      return;
    }
    router.push('/workflows');
    toast(`Deleted “${name}”`, { duration: 12_000, action: { label: 'Undo', onClick: () => void undo() } });
  };

  return (
    <Card id="danger">
      <CardHeader title="Export, stop, delete" className="pb-1" />
      <div className="divide-y">
        <Row title="Export" description="The draft as a JSON file that Import takes. Secrets are not in it.">
          <Button onClick={() => void downloadWorkflow(id)}>
            <Download />
            Export JSON
          </Button>
        </Row>
        {isPublished ? (
          <Row
            title="Unpublish"
            description="Events are kept and answered with {}; no flow runs until you publish again."
          >
            <AlertDialog
              trigger={
                <Button>
                  <Power />
                  Unpublish
                </Button>
              }
              title={`Unpublish “${name}”?`}
              description="Until you publish a version again, each tool call is told that the workflow is not published, and incoming calls get no assistant from it."
              confirmLabel="Unpublish"
              onConfirm={unpublish}
            />
          </Row>
        ) : null}
        <Row title="Delete" description="The server URL answers 404. You can undo it right after.">
          <AlertDialog
            trigger={
              <Button variant="danger-ghost">
                <Trash2 />
                Delete
              </Button>
            }
            title={`Delete “${name}”?`}
            description="Calls that use its server URL get no answers any more."
            confirmLabel="Delete the workflow"
            onConfirm={remove}
          />
        </Row>
      </div>
    </Card>
  );
}

function Row({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
      <div className="grid gap-0.5">
        <h3 className="font-medium text-sm">{title}</h3>
        <p className="text-muted-foreground text-sm text-pretty">{description}</p>
      </div>
      {children}
    </div>
  );
}

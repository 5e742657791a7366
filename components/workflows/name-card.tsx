'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { renameWorkflow } from '#app/actions/workflows.ts';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

export function NameCard({ id, name: stored }: { id: string; name: string }) {
  const [name, setName] = useState(stored);
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();

  const save = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await renameWorkflow(id, name).catch(() => undefined);
      if (result?.ok) toast.success('Renamed');
      else setError(result?.message ?? 'The server did not answer. The name is unchanged.');
    });
  };

  return (
    <Card id="name">
      <CardBody>
        <form onSubmit={save}>
          <Field label="Name" error={error} help="Flows read it as workflow.name.">
            {(control) => (
              <div className="flex gap-2">
                <Input
                  {...control}
                  value={name}
                  maxLength={120}
                  onChange={(event) => {
                    setName(event.target.value);
                    setError(undefined);
                  }}
                />
                <Button
                  type="submit"
                  pending={isPending}
                  disabled={name.trim() === stored || name.trim() === ''}
                >
                  Rename
                </Button>
              </div>
            )}
          </Field>
        </form>
      </CardBody>
    </Card>
  );
}

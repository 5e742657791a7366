import { LayoutTemplate, Plus } from 'lucide-react';
import { toast } from 'sonner';
import { createWorkflow } from '#app/actions/workflows.ts';
import type { Command, CommandPage } from './command.ts';

const create = async (name: string, go: (href: string) => void): Promise<void> => {
  const result = await createWorkflow(name).catch(() => undefined);
  if (result?.ok) go(`/workflows/${result.id}`);
  else toast.error(result?.message ?? 'The workflow was not made: the server did not answer. Try again.');
};

/** Takes what is typed for the name of a new workflow. */
export const newWorkflowPage = (go: (href: string) => void): CommandPage => ({
  title: 'New workflow',
  placeholder: 'Name of the new workflow',
  commands: (text): readonly Command[] => {
    const name = text.trim().slice(0, 120);
    const query = name === '' ? '' : `?name=${encodeURIComponent(name)}`;
    return [
      ...(name === ''
        ? []
        : [
            {
              id: 'create-workflow',
              group: 'Workflows' as const,
              label: `Create “${name}”`,
              detail: 'Empty',
              icon: <Plus />,
              run: () => void create(name, go),
            },
          ]),
      {
        id: 'new-from-template',
        group: 'Workflows',
        label: name === '' ? 'From a template' : `“${name}” from a template`,
        icon: <LayoutTemplate />,
        run: () => go(`/workflows/templates${query}`),
      },
    ];
  },
});

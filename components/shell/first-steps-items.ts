import type { FirstStepsView } from '#app/actions/first-steps.ts';

/** What one does about a step: goes somewhere, or copies a text. */
export type StepAction =
  | { readonly kind: 'go'; readonly label: string; readonly href: string }
  | { readonly kind: 'copy'; readonly label: string; readonly text: string };

export interface FirstStepItem {
  readonly title: string;
  readonly text: string;
  readonly isDone: boolean;
  readonly actions: readonly StepAction[];
}

/** The five steps in their order, with what to do about each. */
export const firstStepItems = (steps: FirstStepsView): readonly FirstStepItem[] => {
  const { workflowId: id } = steps;
  const go = (label: string, path: string): StepAction[] =>
    id === null ? [] : [{ kind: 'go', label, href: `/workflows/${id}${path}` }];
  return [
    {
      title: 'Create a workflow',
      text: 'From a template, or on an empty canvas.',
      isDone: steps.created,
      actions: [{ kind: 'go', label: 'See the templates', href: '/workflows/templates' }],
    },
    {
      title: 'Publish it',
      text: 'From then on its server URL runs what you drew.',
      isDone: steps.published,
      actions: go('Open the editor', ''),
    },
    {
      title: 'Give Vapi its server URL',
      text: 'Let Patchbay set it, or paste it into the assistant or the phone number.',
      isDone: steps.connected,
      actions: [
        ...go('Connect to Vapi', '/connect'),
        ...(steps.serverUrl === null
          ? []
          : [{ kind: 'copy', label: 'Copy the URL', text: steps.serverUrl } as const]),
      ],
    },
    {
      title: 'Receive the first event',
      text: 'Call your assistant, or post a sample: Runs shows the command.',
      isDone: steps.received,
      actions: go('See how', '/runs'),
    },
    {
      title: 'Look at a run',
      text: 'Every step with what went in, what came out and how long it took.',
      isDone: steps.lookedAtRun,
      actions: go('Open the runs', '/runs'),
    },
  ];
};

import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, numberOrTemplate } from '../fields.ts';

/** A step holds its run in memory while it waits. */
export const MAX_WAIT_SECONDS = 60;

export const wait = defineNode({
  type: 'wait',
  label: 'Wait',
  description: 'Pauses the flow for some seconds.',
  help: `Pauses this branch for at most ${MAX_WAIT_SECONDS} seconds; others go on. Its output is what came in.

Mind the deadline: a wait before the reply lets the caller wait.

**Example.** After the reply, wait \`10\` seconds before asking another system whether the booking went through.`,
  example: {
    config: { seconds: 10 },
    given: { inputs: { before: { booked: true } } },
    output: { booked: true },
  },
  icon: 'timer',
  category: 'logic',
  config: z.object({
    seconds: numberOrTemplate('Enter a number of seconds, or a template that gives one.').meta({
      label: 'Seconds',
      control: 'template',
      placeholder: '5',
      unit: 's',
    }),
  }),
  initial: { seconds: 1 },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ seconds }) => (cardText(seconds) === '' ? '' : `${cardText(seconds)} s`),
  check: ({ seconds }) => {
    const fixed = Number(seconds);
    return Number.isNaN(fixed) || (fixed >= 0 && fixed <= MAX_WAIT_SECONDS)
      ? []
      : [{ path: ['seconds'], message: `Enter 0 to ${MAX_WAIT_SECONDS} seconds.` }];
  },
});

import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText } from '../fields.ts';

export const stopError = defineNode({
  type: 'stop_error',
  label: 'Stop with error',
  description: 'Ends the flow as failed, with your message.',
  help: `Fails the flow with the code \`flow.stopped\` and your message. If nothing was replied yet, the trigger's fallback goes out; where the trigger has no words of its own, the assistant is told yours.

**Example.** On the false way of an If that checks the caller: \`The number {{ call.customer.number }} is not on the list.\``,
  example: {
    config: { message: 'The number {{ call.customer.number }} is not on the list.' },
    given: {},
    error: 'The number +14155552671 is not on the list.',
  },
  icon: 'octagon-x',
  category: 'logic',
  config: z.object({
    message: requiredText('Enter a message that says why the flow stops.').meta({
      label: 'Message',
      control: 'template-area',
      placeholder: 'No order with the number {{ tool.arguments.order_number }}.',
    }),
  }),
  initial: { message: '' },
  hasInput: true,
  outputs: (): { id: never }[] => [],
  canFail: false,
  summary: ({ message }) => cardText(message),
});

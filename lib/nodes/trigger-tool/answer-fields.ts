import { z } from 'zod';

/** What the assistant is told where the flow of a tool call gives no answer. */
export const fallbackMessage = z.string().max(2000).optional().meta({
  label: 'Fallback message',
  help: 'What the assistant is told when the flow fails, is late or ends without a reply. Empty: that something went wrong, or what a Stop with error step says.',
  control: 'text',
  placeholder: 'The booking system is not available. Offer to call back.',
});

/** How long Vapi waits for the tool, in seconds. */
export const timeoutSeconds = z
  .number({ error: 'Enter a number of seconds.' })
  .int('Enter whole seconds.')
  .min(2, 'At least 2 seconds: one is left for the way back.')
  .max(300, 'Vapi waits 300 seconds at most.')
  .default(20)
  .meta({
    label: 'Timeout of the tool',
    help: 'The timeout that the tool has in Vapi. The fallback goes out one second before.',
    control: 'number',
    unit: 's',
    advanced: true,
  });

import { z } from 'zod';
import { targetKind } from './resource.ts';

/** Goes into a path of Vapi's API, where `..` would lead elsewhere. */
const id = z.string().min(1).max(200).regex(/[^.]/);

/** One thing that Patchbay can change in Vapi. */
export const operation = z.discriminatedUnion('kind', [
  /** Sets the workflow's server URL. */
  z.strictObject({
    kind: z.literal('connect'),
    target: z.strictObject({ kind: targetKind, id }),
    /** Also `phone-call-control`, where the workflow has a flow for it: hands over hanging up and forwarding. */
    takeCallControl: z.boolean().default(false),
    /** Takes assistant and squad from a phone number, so that each call asks the workflow. */
    askWhoAnswers: z.boolean().default(false),
  }),
  /** Makes, or brings up to date, the tool of a Tool call trigger. */
  z.strictObject({ kind: z.literal('push-tool'), toolName: z.string().min(1).max(64) }),
  /** Adds a tool to an assistant. */
  z.strictObject({ kind: z.literal('use-tool'), toolId: id, assistantId: id }),
  /** Puts back what was there before a change. */
  z.strictObject({ kind: z.literal('restore'), changeId: id }),
]);

export type Operation = z.infer<typeof operation>;
export type OperationInput = z.input<typeof operation>;

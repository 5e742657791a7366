import type { z } from 'zod';
import { toText } from '#lib/template/text.ts';
import { checkReply, checkToolMessage, type ReplyFault } from '#lib/vapi/check-reply.ts';
import { isJsonReply, type Reply } from '#lib/vapi/reply.ts';
import type { NodeDefinition } from './define-node.ts';
import { defineRun, type Outcome } from './define-run.ts';
import { hideSecrets } from './hide-secrets.ts';
import type { Resolved } from './resolved.ts';
import type { Step } from './step.ts';
import { StepError } from './step-error.ts';

/** A Reply node whose answer is made of its rendered config alone, so that the editor can show it beforehand. */
export interface ReplyNode {
  readonly definition: NodeDefinition;
  /** The reply that rendered values stand for. Throws a StepError where there is none. */
  readonly build: (values: Readonly<Record<string, unknown>>) => Reply;
  readonly run: (config: Record<string, unknown>) => Step;
}

/** Pairs a Reply node's definition with the reply it makes. A reply that Vapi would not take fails its step. */
export const defineReply = <Config extends z.ZodObject, Verbatim extends string>(
  definition: NodeDefinition<Config, 'out', Verbatim>,
  build: (config: Resolved<z.infer<Config>, NoInfer<Verbatim>>) => Reply,
): ReplyNode => ({
  definition,
  // The seam: rendering keeps the shape of the parsed config, which no type can follow through templates.
  build: (values) => build(values as Resolved<z.infer<Config>, Verbatim>),
  run: defineRun(definition, (config, { scope }): Outcome<'out'> => {
    const reply = build(config);
    const fault = replyFault(reply, toText(scope.event.type));
    if (fault !== undefined) {
      const message = toText(hideSecrets(fault.message, scope.secrets));
      throw new StepError('reply.invalid', `Vapi would not take this answer: ${message}.`);
    }
    return { output: outputOf(reply), reply };
  }),
});

/** What Vapi would not take of a reply to an event of `eventType`. `isOpen` says which values are not known yet. */
export const replyFault = (
  reply: Reply,
  eventType: string,
  isOpen?: (value: unknown) => boolean,
): ReplyFault | undefined => {
  if (isJsonReply(reply.kind) && 'body' in reply) return checkReply(reply.kind, reply.body, isOpen);
  switch (reply.kind) {
    case 'tool-call':
      return reply.message === undefined ? undefined : checkToolMessage(reply.message, isOpen);
    case 'custom':
      return reply.unchecked === true || reply.status >= 300
        ? undefined
        : checkReply(eventType, reply.body, isOpen);
    default:
      return undefined;
  }
};

const outputOf = (reply: Reply): unknown => {
  if (reply.kind === 'voice-request') return null;
  if (reply.kind !== 'tool-call') return reply.body;
  return 'error' in reply ? { error: reply.error } : reply.result;
};

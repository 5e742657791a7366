import { silence } from '#lib/vapi/audio-reply.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import type { FallbackConfig } from './fallback-fields.ts';

type Fallback = (why: string, event?: Readonly<Record<string, unknown>>) => Reply;

/** What answers an event when the flow does not. Events that Vapi has no fallback for get `{}`. */
export const eventFallback = (eventType: string, config: FallbackConfig): Fallback => {
  switch (eventType) {
    case 'assistant-request':
      return always({ kind: eventType, body: assistantRequest(config) });
    case 'transfer-destination-request':
      return (why) => ({ kind: eventType, body: transfer(config, why) });
    case 'handoff-destination-request':
      return (why) => ({ kind: eventType, body: { error: config.handoffFallback?.trim() || why } });
    case 'knowledge-base-request':
      return always({ kind: eventType, body: knowledge(config) });
    case 'call.endpointing.request':
      return always({ kind: eventType, body: { timeoutSeconds: config.endpointingFallback } });
    case 'campaign.predial':
      return always({ kind: eventType, body: { eligible: config.predialFallback === 'dial' } });
    case 'voice-request':
      return (_why, event) => ({
        kind: eventType,
        audio: silence(config.voiceFallbackMs, event?.sampleRate),
      });
    case 'tool-calls':
      return (why) => json({ error: config.toolFallback?.trim() || why });
    case 'function-call':
      return (why) => json({ result: config.toolFallback?.trim() || why });
    default:
      return always(json({}));
  }
};

const always =
  (reply: Reply): Fallback =>
  () =>
    reply;

const json = (body: Readonly<Record<string, unknown>>): Reply => ({
  kind: 'custom',
  status: 200,
  headers: {},
  body,
});

const assistantRequest = ({ fallback, fallbackAssistantId, fallbackMessage }: FallbackConfig) => {
  switch (fallback) {
    case 'none':
      return {};
    case 'assistant':
      return { assistantId: fallbackAssistantId ?? '' };
    case 'error':
      return { error: fallbackMessage ?? '' };
  }
};

const transfer = (config: FallbackConfig, why: string) =>
  config.transferFallback === 'number'
    ? { destination: { type: 'number', number: config.transferFallbackNumber?.trim() ?? '' } }
    : { error: config.transferFallbackError?.trim() || why };

const knowledge = ({ knowledgeFallback, knowledgeFallbackMessage }: FallbackConfig) =>
  knowledgeFallback === 'message'
    ? { message: { type: 'custom-message', content: knowledgeFallbackMessage?.trim() ?? '' } }
    : { documents: [] };

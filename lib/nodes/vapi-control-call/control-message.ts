import type { z } from 'zod';
import { toText } from '#lib/template/text.ts';
import type { Resolved } from '../resolved.ts';
import { given, neededObject, neededText, optionalObject, optionalText } from '../vapi-fields.ts';
import type { vapiControlCall } from './definition.ts';

type Json = Record<string, unknown>;
export type ControlConfig = Resolved<
  z.infer<typeof vapiControlCall.config>,
  (typeof vapiControlCall.verbatim)[number]
>;

/** What is posted to a control URL: docs.vapi.ai, Live call control. Throws where a needed text is empty. */
export const controlMessage = (config: ControlConfig): Json => {
  switch (config.action) {
    case 'say':
      return {
        type: 'say',
        content: neededText(config.content, 'What the assistant says'),
        endCallAfterSpoken: config.endsCall,
      };
    case 'add-message':
      return {
        type: 'add-message',
        message: { role: config.role, content: neededText(config.message, 'The message') },
        triggerResponseEnabled: config.triggersResponse,
      };
    case 'end-call':
      return { type: 'end-call' };
    case 'transfer':
      return goOn('transfer', transferTo(config), config);
    case 'handoff':
      return goOn('handoff', handoffTo(config), config);
    case 'mute-assistant':
    case 'unmute-assistant':
    case 'say-first-message':
      return { type: 'control', control: config.action };
    default:
      return config.action satisfies never;
  }
};

const goOn = (type: string, destination: Json, { more, announcement }: ControlConfig): Json => ({
  type,
  destination: { ...destination, ...optionalObject(more, '"More about the destination"') },
  ...given({ content: toText(announcement).trim() || undefined }),
});

const transferTo = ({ destination, number, sipUri }: ControlConfig): Json =>
  destination === 'number'
    ? { type: 'number', number: neededText(number, 'The number to transfer to') }
    : { type: 'sip', sipUri: neededText(sipUri, 'The SIP address to transfer to') };

const handoffTo = ({ handsTo, assistantId, assistantName, assistant }: ControlConfig): Json => {
  switch (handsTo) {
    case 'id':
      return { type: 'assistant', assistantId: neededText(assistantId, 'The assistant id') };
    case 'name':
      return { type: 'assistant', assistantName: neededText(assistantName, 'The assistant name') };
    case 'assistant':
      return { type: 'assistant', assistant: neededObject(assistant, 'The assistant') };
    default:
      return handsTo satisfies never;
  }
};

/** The URL that the config gives, before anything is looked up. */
export const givenControlUrl = (
  { which, controlUrl, authSecret }: ControlConfig,
  call: Json,
): string | undefined => {
  if (which === 'url') return neededText(controlUrl, 'The control URL');
  const url = which === 'this' ? controlUrlOf(call) : undefined;
  return url === undefined || !authSecret || isVapis(url) ? url : undefined;
};

/** An event may come from anyone who knows the server URL: what it says must not decide who gets a key. */
const isVapis = (text: string): boolean => {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && /(^|\.)vapi\.ai$/.test(url.hostname);
};

/** `monitor.controlUrl` of a call. Vapi's docs show it in angle brackets once: they are taken off. */
export const controlUrlOf = (call: unknown): string | undefined => {
  const monitor = isRecord(call) && isRecord(call.monitor) ? call.monitor : {};
  return optionalText(monitor.controlUrl)?.replace(/^<(.*)>$/, '$1');
};

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;

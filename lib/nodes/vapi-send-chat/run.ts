import type { z } from 'zod';
import { askVapi, withoutCredentials } from '../ask-vapi.ts';
import { defineRun } from '../define-run.ts';
import { typedFields } from '../name-values.ts';
import type { Resolved } from '../resolved.ts';
import { StepError } from '../step-error.ts';
import { given, isRecord, neededText, optionalText, withVariables } from '../vapi-fields.ts';
import { vapiSendChat } from './definition.ts';

type Config = Resolved<z.infer<typeof vapiSendChat.config>>;

/** `POST /chat`, docs.vapi.ai, API reference → Chats → Create. */
export const runVapiSendChat = defineRun(vapiSendChat, async (config, context) => {
  const chat = await askVapi(context, {
    method: 'POST',
    path: '/chat',
    body: {
      input: neededText(config.input, 'The message'),
      ...conversationOf(config),
      ...given({ assistantOverrides: withVariables(undefined, typedFields(config.variables)) }),
    },
    timeoutMs: config.timeoutMs,
    about: 'the assistant, the session or the earlier chat',
    isOnce: true,
  });
  if (!isRecord(chat))
    throw new StepError('vapi.not-a-chat', 'Vapi answered with something else than a chat.');
  const { id, sessionId, output } = chat;
  return {
    output: {
      text: textOf(output),
      id: id ?? null,
      sessionId: sessionId ?? null,
      output: withoutCredentials(output ?? []),
    },
  };
});

/** Vapi takes a session or an earlier chat, not both. */
const conversationOf = (config: Config): Record<string, unknown> => {
  switch (config.continues) {
    case 'nothing':
      return { assistantId: neededText(config.assistantId, 'The assistant id') };
    case 'chat':
      return {
        assistantId: neededText(config.assistantId, 'The assistant id'),
        previousChatId: neededText(config.previousChatId, 'The chat id'),
      };
    case 'session':
      return {
        sessionId: neededText(config.sessionId, 'The session id'),
        ...given({ assistantId: optionalText(config.assistantId) }),
      };
    default:
      return config.continues satisfies never;
  }
};

/** What the assistant wrote, without tool calls and their results. */
const textOf = (output: unknown): string =>
  (Array.isArray(output) ? output : [])
    .filter((message: unknown) => isRecord(message) && message.role === 'assistant')
    .map((message: unknown) =>
      isRecord(message) && typeof message.content === 'string' ? message.content : '',
    )
    .filter((content) => content !== '')
    .join('\n');

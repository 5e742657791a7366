import { always, anything, type EventFields, flag, free, list, number, object, text } from './event-field.ts';

// What several events share. From Vapi's OpenAPI description (2026-08), and from captured bodies where they differ.

const server = object('Where Vapi sends events', {
  url: text(),
  timeoutSeconds: number('How long Vapi waits, in seconds'),
  secret: text('Old; hidden in what Patchbay keeps'),
});

const metadata = free('Your own values');

/** A tool call as messages of the conversation carry it: the arguments are JSON as text there. */
const spokenToolCall = object('', {
  id: text(),
  type: text('', ['function']),
  function: object('', { name: text("The tool's name"), arguments: text('JSON as text') }),
});

const functionOf = (name: string) =>
  object('', { name: text(name), description: text(), parameters: free('JSON Schema of the arguments') });

const tool = object('', {
  type: text('function, transferCall, endCall …'),
  async: flag('The assistant does not wait for it'),
  function: functionOf("The tool's name"),
  server,
});

const openAiMessage = object('', {
  role: text('system, user, assistant or tool'),
  content: text('What was said'),
  tool_calls: list('', spokenToolCall),
  tool_call_id: text('Which call a result belongs to'),
});

export const openAiMessages = list('The conversation in the form of OpenAI’s API', openAiMessage);

const message = object('', {
  role: text('user, bot, system, tool_calls or tool_call_result'),
  message: text('What was said'),
  content: text('What was said, in chats'),
  time: number('When it began, in milliseconds since 1970'),
  endTime: number('When it ended, in milliseconds since 1970'),
  secondsFromStart: number('Seconds since the call began'),
  duration: number('Milliseconds'),
  source: text(),
  toolCalls: list('Tools that were called here', spokenToolCall),
  toolCallId: text('Which call this is the result of'),
  name: text('The tool whose result this is'),
  result: text('What the tool gave'),
});

export const messages = list('The conversation, each message with its time', message);

export const chatMessages = list('', message);

const assistantFields: EventFields = {
  id: text(),
  orgId: text(),
  name: text(),
  firstMessage: text('What it says first'),
  model: object('The language model', {
    provider: text('openai, anthropic, google …'),
    model: text('gpt-4.1 …'),
    messages: list('The prompt', object('', { role: text(), content: text() })),
    tools: list('', tool),
  }),
  voice: object('', { provider: text(), voiceId: text(), version: number() }),
  transcriber: object('', { provider: text(), model: text(), language: text() }),
  server,
  serverUrl: text('Where Vapi sent events until 2024; now server.url'),
  serverMessages: list('The events that are sent', text()),
  metadata,
};

/** An assistant with its whole configuration; the commonly used part of it. */
export const assistant = (description: string) => object(description, assistantFields);

const overrides = object('What was changed for this call', {
  variableValues: free('Values for the {{ variables }} of the prompt'),
  metadata,
});

export const customer = object('Who calls or is called; not on web calls', {
  number: text('In E.164 form, +14155550123'),
  sipUri: text('Instead of a number, on SIP'),
  name: text(),
  email: text(),
  extension: text(),
  externalId: text('Your own id of the customer'),
  assistantOverrides: overrides,
});

export const phoneNumber = object('The number that was called or called from; not on web calls', {
  id: text(),
  orgId: text(),
  number: text('In E.164 form, +14155550123'),
  name: text('Its name in Vapi'),
  provider: text('', ['byo-phone-number', 'twilio', 'vonage', 'vapi', 'telnyx']),
  status: text(),
  createdAt: text('ISO 8601'),
  updatedAt: text('ISO 8601'),
  assistantId: text(),
  squadId: text(),
  server,
  sipUri: text(),
  stripeSubscriptionId: text(),
  stripeSubscriptionStatus: text(),
  stripeSubscriptionCurrentPeriodStart: text('ISO 8601'),
});

const squad = object('', {
  name: text(),
  members: list(
    '',
    object('', {
      assistant: assistant(''),
      assistantDestinations: list(
        'Where it may hand over to',
        object('', {
          type: text(),
          assistantName: text(),
          message: text('What is said before'),
          description: text('When to hand over'),
        }),
      ),
    }),
  ),
});

/** The call of an event: a snapshot of when it was made, so `status` may be behind. */
export const callFields: EventFields = {
  id: always(text('The same in all events of the call')),
  orgId: text(),
  type: text('', ['inboundPhoneCall', 'outboundPhoneCall', 'webCall', 'vapi.websocketCall']),
  status: text('As it was when the call was made; see the event for how it is now'),
  createdAt: text('ISO 8601'),
  updatedAt: text('ISO 8601'),
  customer,
  phoneNumberId: text(),
  assistantId: text('Empty where the assistant was made for this call'),
  squadId: text(),
  squad,
  campaignId: text(),
  assistantOverrides: overrides,
  monitor: object('Ways to act on the live call', {
    controlUrl: text('Post say, end-call, transfer … here'),
    listenUrl: text('Live audio, a WebSocket'),
  }),
  transport: object('', {
    provider: text('twilio, vapi.sip …'),
    callSid: text(),
    forwardedFrom: text('The number that forwarded the call, with Twilio'),
  }),
  phoneCallProvider: text('twilio, vonage, vapi …'),
  phoneCallProviderId: text("The provider's id of the call"),
  phoneCallTransport: text('sip or pstn'),
};

const latencies = object('Milliseconds', {
  turnLatencies: list(
    '',
    object('', {
      turnLatency: number(),
      modelLatency: number(),
      voiceLatency: number(),
      transcriberLatency: number(),
      endpointingLatency: number(),
    }),
  ),
  turnLatencyAverage: number(),
  modelLatencyAverage: number(),
  numUserInterrupted: number('How often the caller interrupted'),
  numAssistantInterrupted: number('How often the assistant did'),
});

export const artifact = object('What the call has left behind so far', {
  messages,
  messagesOpenAIFormatted: openAiMessages,
  transcript: text('The whole conversation as text'),
  recordingUrl: text('Needs your Vapi key to be fetched'),
  stereoRecordingUrl: text('Needs your Vapi key to be fetched'),
  recording: object('', {
    stereoUrl: text(),
    mono: object('', { combinedUrl: text(), assistantUrl: text(), customerUrl: text() }),
  }),
  presignedMonoUrl: text('Can be fetched without a key until it expires'),
  presignedUrlsExpiresAt: text('ISO 8601'),
  logUrl: text(),
  variableValues: free('Variables at the end of the call'),
  structuredOutputs: free('By the id of the output: { name, result }'),
  performanceMetrics: latencies,
});

const DESTINATIONS = ['assistant', 'number', 'sip', 'dynamic', 'squad'];

export const destination = object('Where the call goes', {
  type: always(text('', DESTINATIONS)),
  number: text('In E.164 form, for a number'),
  sipUri: text('For SIP'),
  assistantName: text('For an assistant'),
  assistantId: text('For an assistant'),
  message: anything('What is said before'),
});

export const chat = object('A text chat', {
  id: text(),
  orgId: text(),
  name: text(),
  assistantId: text(),
  sessionId: text(),
  input: chatMessages,
  output: chatMessages,
  messages: chatMessages,
  createdAt: text('ISO 8601'),
  updatedAt: text('ISO 8601'),
  cost: number('US dollars'),
  costs: list(
    '',
    object('', {
      type: text(),
      cost: number('US dollars'),
      model: object('', { provider: text(), model: text() }),
      promptTokens: number(),
      completionTokens: number(),
    }),
  ),
});

export const session = object('A conversation over several chats or calls', {
  id: text(),
  orgId: text(),
  name: text(),
  status: text('active or completed'),
  assistantId: text(),
  customer,
  messages: chatMessages,
  expirationSeconds: number(),
  createdAt: text('ISO 8601'),
  updatedAt: text('ISO 8601'),
});

export const contact = object('Who is to be called', {
  id: always(text()),
  campaignId: always(text()),
  orgId: always(text()),
  number: always(text('In E.164 form, +14155550123')),
  name: text(),
  customerId: text(),
  createdAt: always(text('ISO 8601')),
  assistantOverrides: overrides,
});

const toolArguments = anything(
  'An object; older documents show JSON as text. In a tool’s flow use tool.arguments.',
);

/** One call of a tool, in whichever of the four shapes that are in use. */
export const toolCall = object('', {
  id: always(text('The answer names it')),
  type: text('', ['function']),
  function: object('', {
    name: text("The tool's name"),
    arguments: toolArguments,
    parameters: toolArguments,
  }),
  name: text('In older shapes'),
  arguments: toolArguments,
  parameters: toolArguments,
});

export const toolWithCall = object('', {
  type: text(),
  name: text(),
  async: flag('The assistant does not wait for it'),
  function: functionOf("The tool's name"),
  server,
  messages: list('What is said meanwhile', anything()),
  toolCall,
});

/** What every message may carry beside its own fields. */
export const commonFields: EventFields = {
  timestamp: number('When it happened, in milliseconds since 1970'),
  call: object('The call it belongs to; `call` is short for it', callFields),
  customer,
  phoneNumber,
  assistant: assistant('The assistant with its whole configuration'),
  assistantVersion: text('The published version of the assistant, v3'),
  artifact,
  chat: { ...chat, description: 'The text chat it belongs to, instead of a call' },
};

/** What Patchbay knows of one type of server message. Facts: docs.vapi.ai, Server URL → Events, and Vapi's OpenAPI. */
export interface EventInfo {
  readonly type: string;
  /** A plain name: what happened, or what is asked. */
  readonly label: string;
  readonly description: string;
  /** Vapi uses the answer; without one in time the call suffers. */
  readonly wantsReply: boolean;
  /** How long Vapi waits, for people: short (`7.5 s`) and in full. Both '' where it does not wait. */
  readonly vapiWaits: { readonly short: string; readonly long: string };
  /** What the answer says. '' where none is wanted. */
  readonly answer: string;
  /** How long a flow has before the fallback goes out, in milliseconds. Only where an answer is wanted. */
  readonly deadlineMs: number;
  /** The most a user may set, in milliseconds. */
  readonly maxDeadlineMs: number;
  /** In Vapi's default `serverMessages`, to be listed there, or sent by itself when a feature points here. */
  readonly sent: 'default' | 'optional' | 'automatic';
  /** Where it is sent by itself: when. '' otherwise. */
  readonly sentWhen: string;
}

type Row = readonly [type: string, label: string, description: string];

const SERVER_TIMEOUT_MS = 19_000; // Vapi's default server.timeoutSeconds is 20, one second is left for the way back
const MAX_SERVER_TIMEOUT_MS = 299_000; // server.timeoutSeconds may be at most 300

const SERVER_WAIT = {
  short: '20 s',
  long: 'the timeout of the server in Vapi, 20 s unless set, 300 s at most',
};
const NO_WAIT = { short: '', long: '' };

type Question = Pick<EventInfo, 'answer'> & Partial<EventInfo>;

const waits = ([type, label, description]: Row, question: Question): EventInfo => ({
  type,
  label,
  description,
  wantsReply: true,
  vapiWaits: SERVER_WAIT,
  deadlineMs: SERVER_TIMEOUT_MS,
  maxDeadlineMs: MAX_SERVER_TIMEOUT_MS,
  sent: 'default',
  sentWhen: '',
  ...question,
});

const tells = (
  [type, label, description]: Row,
  sent: EventInfo['sent'] = 'optional',
  sentWhen = '',
): EventInfo => ({
  type,
  label,
  description,
  wantsReply: false,
  vapiWaits: NO_WAIT,
  answer: '',
  deadlineMs: 0,
  maxDeadlineMs: 0,
  sent,
  sentWhen,
});

/** Every type that Vapi documents or is known to send: those that wait first, each group in the order of a call. */
export const eventCatalogue: readonly EventInfo[] = [
  waits(
    [
      'assistant-request',
      'Call comes in',
      'A call reached a number without an assistant: say which assistant answers.',
    ],
    {
      answer:
        'Who takes the call: an assistant, a squad, a workflow, or a transfer; or an error that is spoken.',
      vapiWaits: { short: '7.5 s', long: '7.5 s, whatever the timeout of the server' },
      deadlineMs: 4_500, // Vapi's own code has been seen to give up after 5 s
      maxDeadlineMs: 7_000,
      sent: 'automatic',
      sentWhen: 'when a call reaches a phone number that has no assistant and no squad',
    },
  ),
  waits(['tool-calls', 'Tool calls', 'The assistant calls one or more tools and waits for their results.'], {
    answer: 'A result or an error for each call.',
    vapiWaits: { short: '20 s', long: 'the timeout of the tool in Vapi, 20 s unless set, 300 s at most' },
  }),
  waits(
    ['function-call', 'Function call (legacy)', 'The assistant calls a function of an older assistant.'],
    { answer: 'The result. A Tool call trigger with the name of the function answers it as well.' },
  ),
  waits(
    [
      'transfer-destination-request',
      'Transfer: where to?',
      'The assistant wants to transfer the call and asks where.',
    ],
    { answer: 'A destination (assistant, number or SIP), or an error for “do not transfer”.' },
  ),
  waits(
    [
      'handoff-destination-request',
      'Hand-off: to whom?',
      'The assistant hands over and asks which assistant goes on.',
    ],
    { answer: 'A destination (an assistant), or an error for “do not hand over”.' },
  ),
  waits(
    [
      'knowledge-base-request',
      'Knowledge base query',
      'Your knowledge base is asked for documents that fit the talk.',
    ],
    {
      answer: 'Documents that the model reads, or a message that is spoken as it is.',
      sent: 'automatic',
      sentWhen: 'when the model has a custom knowledge base with this server',
    },
  ),
  waits(['voice-request', 'Custom voice', 'Text to speak; the answer is raw audio.'], {
    answer: 'Audio: one channel of 16-bit PCM at the rate that the event asks for.',
    sent: 'automatic',
    sentWhen: 'when the assistant has a custom voice with this server',
  }),
  waits(
    [
      'call.endpointing.request',
      'Endpointing',
      'How long to wait before the assistant speaks. Must be quick.',
    ],
    {
      answer: 'Seconds to wait, 0 to 15.',
      vapiWaits: { short: 'a moment', long: 'only a moment: the caller hears the silence' },
      deadlineMs: 2_000,
      sent: 'automatic',
      sentWhen: 'when smart endpointing is set to this server',
    },
  ),
  waits(['campaign.predial', 'Campaign: before dialling', 'May this contact be called now?'], {
    answer: 'Whether to call the contact: eligible, true or false.',
    vapiWaits: { short: '1–30 s', long: 'the timeout of the campaign’s server, 1 to 30 s' },
    deadlineMs: 4_500,
    maxDeadlineMs: 29_000,
    sent: 'automatic',
    sentWhen: 'when the campaign asks before it dials',
  }),
  tells(
    [
      'status-update',
      'Call status',
      'The call was queued, rings, is in progress, is forwarded or has ended.',
    ],
    'default',
  ),
  tells(['assistant.started', 'Assistant started', 'An assistant took over the call.'], 'default'),
  tells(
    ['speech-update', 'Speech started or stopped', 'The assistant or the caller began or stopped to speak.'],
    'default',
  ),
  tells(['assistant.speechStarted', 'Assistant speaks', 'What the assistant is saying, as it is said.']),
  tells(
    ['user-interrupted', 'Caller interrupted', 'The caller spoke while the assistant was speaking.'],
    'default',
  ),
  tells(['transcript', 'Transcript', 'What was said, partial and final.']),
  tells(['transcript[transcriptType="final"]', 'Final transcript', 'What was said, final only.']),
  tells(['conversation-update', 'Conversation', 'The conversation so far, after each turn.'], 'default'),
  tells(['model-output', 'Model output', 'Tokens and tool calls as the model gives them.']),
  tells(['voice-input', 'Voice input', 'The text handed to the voice.']),
  tells(['hang', 'Assistant hangs', 'The assistant has been silent for too long.'], 'default'),
  tells(['transfer-update', 'Transfer', 'The call was transferred.']),
  tells(['language-change-detected', 'Language change detected', 'The caller switched to another language.']),
  tells(['language-changed', 'Language changed', 'The assistant switched to another language.']),
  tells([
    'phone-call-control',
    'Phone call control',
    'Hang up or forward: once listed, Vapi leaves both to this server.',
  ]),
  tells(
    [
      'end-of-call-report',
      'Call ended: report',
      'Summary, transcript, recording, cost and analysis of a call.',
    ],
    'default',
  ),
  tells([
    'call.artifact.upload',
    'Recording uploaded',
    'A recording, log or report of the call was stored, or could not be.',
  ]),
  tells(['call.deleted', 'Call deleted', 'A call was deleted from Vapi.']),
  tells(['call.delete.failed', 'Call deletion failed', 'A call could not be deleted from Vapi.']),
  tells(['chat.created', 'Chat created', 'A text chat began.']),
  tells(['chat.deleted', 'Chat deleted', 'A text chat was deleted.']),
  tells(['session.created', 'Session created', 'A session began.']),
  tells(['session.updated', 'Session updated', 'A session changed.']),
  tells(['session.deleted', 'Session deleted', 'A session was deleted.']),
  tells(
    ['campaign.event', 'Campaign event', 'A campaign started or ended, a contact was called or skipped.'],
    'automatic',
    'when the campaign lists it in its serverMessages',
  ),
  tells(
    ['simulation.run.started', 'Simulation started', 'A simulated call began.'],
    'automatic',
    'when a simulation has a hook with this server',
  ),
  tells(
    ['simulation.run.ended', 'Simulation ended', 'A simulated call ended.'],
    'automatic',
    'when a simulation has a hook with this server',
  ),
];

const byType: ReadonlyMap<string, EventInfo> = new Map(eventCatalogue.map((info) => [info.type, info]));

/** What is known of `type`. A type unknown today is one that Vapi only tells. */
export const eventInfo = (type: string): EventInfo =>
  byType.get(type) ?? tells([type, type, 'A type of event that Patchbay does not know yet.']);

/** How Vapi comes to send an event, in a few words. */
export const sentLabel = ({ sent }: EventInfo): string => {
  switch (sent) {
    case 'default':
      return 'On by default';
    case 'optional':
      return 'Switch on in serverMessages';
    case 'automatic':
      return 'Sent automatically';
  }
};

/** The same in a sentence, with the condition. */
export const sentSentence = (info: EventInfo): string => {
  switch (info.sent) {
    case 'default':
      return 'On by default: Vapi sends it unless the assistant has a list of serverMessages without it.';
    case 'optional':
      return 'Switch it on: list it in the assistant’s serverMessages.';
    case 'automatic':
      return `Sent automatically ${info.sentWhen}.`;
  }
};

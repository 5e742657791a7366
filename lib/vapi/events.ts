/** What Patchbay knows of one type of server message. Facts: docs.vapi.ai, Server URL → Events, and Vapi's OpenAPI. */
export interface EventInfo {
  readonly type: string;
  /** A plain name: what happened, or what is asked. */
  readonly label: string;
  readonly description: string;
  /** Vapi uses the answer; without one in time the call suffers. */
  readonly wantsReply: boolean;
  /** How long a flow has before the fallback goes out, in milliseconds. Only where an answer is wanted. */
  readonly deadlineMs: number;
  /** The most a user may set, in milliseconds. */
  readonly maxDeadlineMs: number;
  /** In Vapi's default `serverMessages`, or sent by itself when the matching feature points here. */
  readonly sent: 'default' | 'optional' | 'automatic';
}

const SERVER_TIMEOUT_MS = 19_000; // Vapi's default server.timeoutSeconds is 20, one second is left for the way back
const MAX_SERVER_TIMEOUT_MS = 299_000; // server.timeoutSeconds may be at most 300

type Row = readonly [type: string, label: string, description: string];

const waits = (
  [type, label, description]: Row,
  sent: EventInfo['sent'],
  deadlineMs = SERVER_TIMEOUT_MS,
  maxDeadlineMs = MAX_SERVER_TIMEOUT_MS,
): EventInfo => ({ type, label, description, wantsReply: true, deadlineMs, maxDeadlineMs, sent });

const tells = ([type, label, description]: Row, sent: EventInfo['sent']): EventInfo => ({
  type,
  label,
  description,
  wantsReply: false,
  deadlineMs: 0,
  maxDeadlineMs: 0,
  sent,
});

/** Every type that Vapi documents or is known to send: those that wait first, each group in the order of a call. */
export const eventCatalogue: readonly EventInfo[] = [
  waits(
    [
      'assistant-request',
      'Call comes in',
      'A call reached a number without an assistant: say which assistant answers.',
    ],
    'automatic',
    4_500, // Vapi gives 7.5 s end to end, and its own code has been seen to give 5
    7_000,
  ),
  waits(
    ['tool-calls', 'Tool calls', 'The assistant calls one or more tools and waits for their results.'],
    'default',
  ),
  waits(
    ['function-call', 'Function call (legacy)', 'The assistant calls a function of an older assistant.'],
    'default',
  ),
  waits(
    [
      'transfer-destination-request',
      'Transfer: where to?',
      'The assistant wants to transfer the call and asks where.',
    ],
    'default',
  ),
  waits(
    [
      'handoff-destination-request',
      'Hand-off: to whom?',
      'The assistant hands over and asks which assistant goes on.',
    ],
    'default',
  ),
  waits(
    [
      'knowledge-base-request',
      'Knowledge base query',
      'Your knowledge base is asked for documents that fit the talk.',
    ],
    'automatic',
  ),
  waits(['voice-request', 'Custom voice', 'Text to speak; the answer is raw audio.'], 'automatic'),
  waits(
    [
      'call.endpointing.request',
      'Endpointing',
      'How long to wait before the assistant speaks. Must be quick.',
    ],
    'automatic',
    2_000,
  ),
  waits(
    ['campaign.predial', 'Campaign: before dialling', 'May this contact be called now?'],
    'automatic',
    4_500,
    29_000, // 1 to 30 s in the dashboard
  ),
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
  tells(
    ['assistant.speechStarted', 'Assistant speaks', 'What the assistant is saying, as it is said.'],
    'optional',
  ),
  tells(
    ['user-interrupted', 'Caller interrupted', 'The caller spoke while the assistant was speaking.'],
    'default',
  ),
  tells(['transcript', 'Transcript', 'What was said, partial and final.'], 'optional'),
  tells(['transcript[transcriptType="final"]', 'Final transcript', 'What was said, final only.'], 'optional'),
  tells(['conversation-update', 'Conversation', 'The conversation so far, after each turn.'], 'default'),
  tells(['model-output', 'Model output', 'Tokens and tool calls as the model gives them.'], 'optional'),
  tells(['voice-input', 'Voice input', 'The text handed to the voice.'], 'optional'),
  tells(['hang', 'Assistant hangs', 'The assistant has been silent for too long.'], 'default'),
  tells(['transfer-update', 'Transfer', 'The call was transferred.'], 'optional'),
  tells(
    ['language-change-detected', 'Language change detected', 'The caller switched to another language.'],
    'optional',
  ),
  tells(['language-changed', 'Language changed', 'The assistant switched to another language.'], 'optional'),
  tells(
    [
      'phone-call-control',
      'Phone call control',
      'Hang up or forward: once listed, Vapi leaves both to this server.',
    ],
    'optional',
  ),
  tells(
    [
      'end-of-call-report',
      'Call ended: report',
      'Summary, transcript, recording, cost and analysis of a call.',
    ],
    'default',
  ),
  tells(
    ['call.artifact.upload', 'Recording uploaded', 'A recording, log or report of the call was stored.'],
    'optional',
  ),
  tells(['call.deleted', 'Call deleted', 'A call was deleted from Vapi.'], 'optional'),
  tells(['call.delete.failed', 'Call deletion failed', 'A call could not be deleted from Vapi.'], 'optional'),
  tells(['chat.created', 'Chat created', 'A text chat began.'], 'optional'),
  tells(['chat.deleted', 'Chat deleted', 'A text chat was deleted.'], 'optional'),
  tells(['session.created', 'Session created', 'A session began.'], 'optional'),
  tells(['session.updated', 'Session updated', 'A session changed.'], 'optional'),
  tells(['session.deleted', 'Session deleted', 'A session was deleted.'], 'optional'),
  tells(
    ['campaign.event', 'Campaign event', 'A campaign started or ended, a contact was called or skipped.'],
    'automatic',
  ),
  tells(['simulation.run.started', 'Simulation started', 'A simulated call began.'], 'automatic'),
  tells(['simulation.run.ended', 'Simulation ended', 'A simulated call ended.'], 'automatic'),
];

const byType: ReadonlyMap<string, EventInfo> = new Map(eventCatalogue.map((info) => [info.type, info]));

/** What is known of `type`. A type unknown today is one that Vapi only tells. */
export const eventInfo = (type: string): EventInfo =>
  byType.get(type) ?? tells([type, type, 'A type of event that Patchbay does not know yet.'], 'optional');

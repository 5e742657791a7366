import {
  artifact,
  assistant,
  chat,
  chatMessages,
  commonFields,
  contact,
  destination,
  messages,
  openAiMessages,
  session,
  toolCall,
  toolWithCall,
} from './call-fields.ts';
import {
  always,
  anything,
  type EventField,
  type EventFields,
  flag,
  free,
  list,
  number,
  object,
  text,
} from './event-field.ts';

const conversation: EventFields = {
  messages,
  messagesOpenAIFormatted: openAiMessages,
};

const ROLES = ['assistant', 'user'];

const transcript: EventFields = {
  role: always(text('Who spoke', ROLES)),
  transcriptType: text('A partial one is replaced by the next', ['partial', 'final']),
  transcript: always(text('What was said')),
  isFiltered: flag('Something was taken out'),
  originalTranscript: text('Before something was taken out'),
  detectedThreats: list('', text()),
  assistantId: text(),
  assistantName: text(),
};

const costBreakdown = object('US dollars', {
  transport: number(),
  stt: number('Transcriber'),
  llm: number('Model'),
  tts: number('Voice'),
  vapi: number(),
  voicemailDetectionCost: number(),
  knowledgeBaseCost: number(),
  chat: number(),
  total: number(),
  llmPromptTokens: number(),
  llmCompletionTokens: number(),
  ttsCharacters: number(),
  analysisCostBreakdown: free('By kind of analysis'),
});

const report: EventFields = {
  endedReason: always(text('customer-ended-call, silence-timed-out …')),
  artifact: always(artifact),
  analysis: object('What Vapi made of the call, as far as it is set up', {
    summary: text(),
    structuredData: free('In the form that you set'),
    structuredDataMulti: list('', anything()),
    successEvaluation: text('true, or a grade'),
  }),
  summary: text('The same as analysis.summary'),
  transcript: text('The whole conversation as text'),
  messages,
  startedAt: text('ISO 8601'),
  endedAt: text('ISO 8601'),
  durationSeconds: number(),
  durationMinutes: number(),
  durationMs: number(),
  cost: number('US dollars'),
  costBreakdown,
  costs: list('US dollars, by part', anything()),
  recordingUrl: text('Needs your Vapi key to be fetched'),
  stereoRecordingUrl: text('Needs your Vapi key to be fetched'),
  destination,
  compliance: free(''),
};

const speechStarted: EventFields = {
  text: always(text('All of the turn so far')),
  turn: number('Counts from 0'),
  source: text('', ['model', 'force-say', 'custom-voice']),
  timing: object('When each word is spoken, where the voice tells', {
    type: text('', ['word-alignment', 'word-progress']),
    words: list('', anything()),
    wordsStartTimesMs: list('', number()),
    wordsEndTimesMs: list('', number()),
    wordsSpoken: number(),
    totalWords: number(),
    segment: text(),
    segmentDurationMs: number(),
  }),
};

const UPLOADS = [
  'end-of-call-report',
  'recording-mono',
  'recording-stereo',
  'recording-assistant',
  'recording-customer',
  'log',
  'pcap',
];

const CAMPAIGN_EVENTS = [
  'campaign.started',
  'campaign.cancelled',
  'campaign.ended',
  'campaign.archived',
  'campaign.unarchived',
  'contact.dispatched',
  'contact.completed',
  'contact.failed',
  'contact.skipped',
  'contact.predial-failed',
  'campaign.job.continued',
];

const simulation: EventFields = {
  simulationId: text(),
  runId: text(),
  simulationRunItemId: text(),
  iterationNumber: number('Counts from 1'),
  isSimulation: flag('Always true'),
  calls: object('', {
    testerCallId: text(),
    targetCallId: text(),
    listenUrl: text('Live audio, a WebSocket'),
  }),
};

/** What each type carries beside the common fields. */
const ownFields: Readonly<Record<string, EventFields>> = {
  'assistant-request': {},
  'tool-calls': {
    toolCallList: list('The calls, in order', toolCall),
    toolCalls: list('The same calls', toolCall),
    toolWithToolCallList: list('The same calls, each with its tool', toolWithCall),
  },
  'function-call': {
    functionCall: always(
      object('', {
        name: always(text("The function's name")),
        parameters: free('What the model handed over'),
      }),
    ),
  },
  'transfer-destination-request': {},
  'handoff-destination-request': { parameters: free('What the model handed over') },
  'knowledge-base-request': conversation,
  'voice-request': {
    text: always(text('What to speak')),
    sampleRate: always(number('Of the audio to answer with, in Hz')),
  },
  'call.endpointing.request': conversation,
  'campaign.predial': { campaignId: always(text()), contact: always(contact) },
  'status-update': {
    status: always(
      text('How the call stands now', [
        'scheduled',
        'queued',
        'ringing',
        'in-progress',
        'forwarding',
        'ended',
        'not-found',
        'deletion-failed',
      ]),
    ),
    endedReason: text('Why it ended; only with ended'),
    destination,
    inboundPhoneCallDebuggingArtifacts: object('Why Vapi did not take the answer to an assistant-request', {
      error: text(),
      assistantRequestError: text("Vapi's own words"),
      assistantRequestResponse: anything('What it was given'),
    }),
    ...conversation,
    transcript: text(),
    summary: text(),
  },
  'assistant.started': { newAssistant: assistant('The assistant that took over') },
  'speech-update': {
    status: always(text('', ['started', 'stopped'])),
    role: always(text('Who speaks', ROLES)),
    turn: number('Counts from 0'),
  },
  'assistant.speechStarted': speechStarted,
  'user-interrupted': { turnId: text() },
  transcript,
  'transcript[transcriptType="final"]': transcript,
  'conversation-update': {
    conversation: list('The conversation so far', object('', { role: text(), content: text() })),
    ...conversation,
  },
  'model-output': {
    output: always(anything('A token or a tool call; its form is not published')),
    turnId: text(),
  },
  'voice-input': { input: always(text('What is spoken')) },
  hang: {},
  'transfer-update': {
    destination,
    toAssistant: assistant('Who takes over'),
    fromAssistant: assistant('Who hands over'),
    toStepRecord: free('In a Vapi workflow: the step it goes to'),
    fromStepRecord: free('In a Vapi workflow: the step it comes from'),
  },
  'language-change-detected': { language: text('Its code, es') },
  'language-changed': { language: text('Its code, es') },
  'phone-call-control': {
    request: always(text('What this server is to do', ['forward', 'hang-up'])),
    destination,
  },
  'end-of-call-report': report,
  'call.artifact.upload': {
    artifacts: always(
      list(
        '',
        object('', {
          type: always(text('', UPLOADS)),
          success: always(flag('False where it could not be stored')),
        }),
      ),
    ),
  },
  'call.deleted': {},
  'call.delete.failed': {},
  'chat.created': { chat: always(chat) },
  'chat.deleted': { chat: always(chat) },
  'session.created': { session: always(session) },
  'session.updated': { session: always(session) },
  'session.deleted': { session: always(session) },
  'campaign.event': {
    campaignId: text(),
    eventType: always(text('What happened', CAMPAIGN_EVENTS)),
    data: free('More of it; its form is not published'),
  },
  'simulation.run.started': simulation,
  'simulation.run.ended': {
    ...simulation,
    endedReason: text(),
    canceled: flag(),
    failureReason: text(),
    startedAt: text('ISO 8601'),
    endedAt: text('ISO 8601'),
    transcript: text(),
    messages: chatMessages,
    recordingUrl: text(),
  },
};

const NO_CALL: ReadonlySet<string> = new Set(['simulation.run.started', 'simulation.run.ended']);

/** The types of the catalogue, for the test that it and these fields are about the same. */
export const describedTypes: readonly string[] = Object.keys(ownFields);

/** What an event of this type carries of its own; nothing is known of a type unknown today. */
export const ownEventFields = (type: string): EventFields =>
  Object.hasOwn(ownFields, type) ? (ownFields[type] ?? {}) : {};

/** Everything that an event of this type may carry, its own fields first. */
export const eventFields = (type: string): EventFields => ({
  type: typeField(type),
  ...ownEventFields(type),
  ...(NO_CALL.has(type) ? {} : commonFieldsBut(ownEventFields(type))),
});

const typeField = (type: string): EventField =>
  // Tool calls may come without it (Vapi's schema), everything else names itself.
  type === 'tool-calls' ? text('', [type]) : always(text('', [type]));

const commonFieldsBut = (own: EventFields): EventFields =>
  Object.fromEntries(Object.entries(commonFields).filter(([name]) => !Object.hasOwn(own, name)));

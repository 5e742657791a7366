/** One body as Vapi posts it. */
export interface EventSample {
  /** Its file in fixtures/samples, without `.json`. */
  readonly id: string;
  /** What sets it apart from other samples of its type; '' where there is one. */
  readonly label: string;
  /** The whole body, wrapper and all. */
  readonly load: () => Promise<unknown>;
}

type Module = Promise<{ readonly default: unknown }>;

const sample = (id: string, label: string, importFile: () => Module): EventSample => ({
  id,
  label,
  load: async () => (await importFile()).default,
});

/** By type of event. Each body is a module of its own, which a browser fetches only when it is asked for. */
const samples: Readonly<Record<string, readonly EventSample[]>> = {
  'assistant-request': [
    sample(
      'assistant-request',
      'A call to a Vapi number',
      () => import('./fixtures/samples/assistant-request.json', { with: { type: 'json' } }),
    ),
    sample(
      'assistant-request.captured-2024-07',
      'As captured in 2024, Twilio',
      () => import('./fixtures/samples/assistant-request.captured-2024-07.json', { with: { type: 'json' } }),
    ),
  ],
  'assistant.speechStarted': [
    sample(
      'assistant.speechStarted',
      'Text only',
      () => import('./fixtures/samples/assistant.speechStarted.json', { with: { type: 'json' } }),
    ),
    sample(
      'assistant.speechStarted.word-alignment',
      'With the time of each word',
      () =>
        import('./fixtures/samples/assistant.speechStarted.word-alignment.json', { with: { type: 'json' } }),
    ),
    sample(
      'assistant.speechStarted.word-progress',
      'With progress',
      () =>
        import('./fixtures/samples/assistant.speechStarted.word-progress.json', { with: { type: 'json' } }),
    ),
  ],
  'assistant.started': [
    sample(
      'assistant.started',
      '',
      () => import('./fixtures/samples/assistant.started.json', { with: { type: 'json' } }),
    ),
  ],
  'call.artifact.upload': [
    sample(
      'call.artifact.upload',
      '',
      () => import('./fixtures/samples/call.artifact.upload.json', { with: { type: 'json' } }),
    ),
  ],
  'call.delete.failed': [
    sample(
      'call.delete.failed',
      '',
      () => import('./fixtures/samples/call.delete.failed.json', { with: { type: 'json' } }),
    ),
  ],
  'call.deleted': [
    sample(
      'call.deleted',
      '',
      () => import('./fixtures/samples/call.deleted.json', { with: { type: 'json' } }),
    ),
  ],
  'call.endpointing.request': [
    sample(
      'call.endpointing.request',
      '',
      () => import('./fixtures/samples/call.endpointing.request.json', { with: { type: 'json' } }),
    ),
  ],
  'campaign.event': [
    sample(
      'campaign.event.campaign.started',
      '',
      () => import('./fixtures/samples/campaign.event.campaign.started.json', { with: { type: 'json' } }),
    ),
  ],
  'campaign.predial': [
    sample(
      'campaign.predial',
      '',
      () => import('./fixtures/samples/campaign.predial.json', { with: { type: 'json' } }),
    ),
  ],
  'chat.created': [
    sample(
      'chat.created',
      '',
      () => import('./fixtures/samples/chat.created.json', { with: { type: 'json' } }),
    ),
  ],
  'chat.deleted': [
    sample(
      'chat.deleted',
      '',
      () => import('./fixtures/samples/chat.deleted.json', { with: { type: 'json' } }),
    ),
  ],
  'conversation-update': [
    sample(
      'conversation-update',
      '',
      () => import('./fixtures/samples/conversation-update.json', { with: { type: 'json' } }),
    ),
  ],
  'end-of-call-report': [
    sample(
      'end-of-call-report',
      'A booked appointment',
      () => import('./fixtures/samples/end-of-call-report.json', { with: { type: 'json' } }),
    ),
    sample(
      'end-of-call-report.captured-2024-07',
      'As captured in 2024, with a squad',
      () => import('./fixtures/samples/end-of-call-report.captured-2024-07.json', { with: { type: 'json' } }),
    ),
  ],
  'function-call': [
    sample(
      'function-call',
      '',
      () => import('./fixtures/samples/function-call.json', { with: { type: 'json' } }),
    ),
  ],
  'handoff-destination-request': [
    sample(
      'handoff-destination-request',
      '',
      () => import('./fixtures/samples/handoff-destination-request.json', { with: { type: 'json' } }),
    ),
  ],
  hang: [sample('hang', '', () => import('./fixtures/samples/hang.json', { with: { type: 'json' } }))],
  'knowledge-base-request': [
    sample(
      'knowledge-base-request',
      '',
      () => import('./fixtures/samples/knowledge-base-request.json', { with: { type: 'json' } }),
    ),
  ],
  'language-change-detected': [
    sample(
      'language-change-detected',
      '',
      () => import('./fixtures/samples/language-change-detected.json', { with: { type: 'json' } }),
    ),
  ],
  'language-changed': [
    sample(
      'language-changed',
      '',
      () => import('./fixtures/samples/language-changed.json', { with: { type: 'json' } }),
    ),
  ],
  'model-output': [
    sample(
      'model-output',
      '',
      () => import('./fixtures/samples/model-output.json', { with: { type: 'json' } }),
    ),
  ],
  'phone-call-control': [
    sample(
      'phone-call-control',
      '',
      () => import('./fixtures/samples/phone-call-control.json', { with: { type: 'json' } }),
    ),
  ],
  'session.created': [
    sample(
      'session.created',
      '',
      () => import('./fixtures/samples/session.created.json', { with: { type: 'json' } }),
    ),
  ],
  'session.deleted': [
    sample(
      'session.deleted',
      '',
      () => import('./fixtures/samples/session.deleted.json', { with: { type: 'json' } }),
    ),
  ],
  'session.updated': [
    sample(
      'session.updated',
      '',
      () => import('./fixtures/samples/session.updated.json', { with: { type: 'json' } }),
    ),
  ],
  'simulation.run.ended': [
    sample(
      'simulation.run.ended',
      '',
      () => import('./fixtures/samples/simulation.run.ended.json', { with: { type: 'json' } }),
    ),
  ],
  'simulation.run.started': [
    sample(
      'simulation.run.started',
      '',
      () => import('./fixtures/samples/simulation.run.started.json', { with: { type: 'json' } }),
    ),
  ],
  'speech-update': [
    sample(
      'speech-update',
      '',
      () => import('./fixtures/samples/speech-update.json', { with: { type: 'json' } }),
    ),
  ],
  'status-update': [
    sample(
      'status-update',
      'In progress',
      () => import('./fixtures/samples/status-update.json', { with: { type: 'json' } }),
    ),
    sample(
      'status-update.queued',
      'Queued',
      () => import('./fixtures/samples/status-update.queued.json', { with: { type: 'json' } }),
    ),
    sample(
      'status-update.ringing',
      'Ringing',
      () => import('./fixtures/samples/status-update.ringing.json', { with: { type: 'json' } }),
    ),
    sample(
      'status-update.ended',
      'Ended',
      () => import('./fixtures/samples/status-update.ended.json', { with: { type: 'json' } }),
    ),
    sample(
      'status-update.ended-assistant-request-failed',
      'Ended: the answer was not taken',
      () =>
        import('./fixtures/samples/status-update.ended-assistant-request-failed.json', {
          with: { type: 'json' },
        }),
    ),
  ],
  'tool-calls': [
    sample(
      'tool-calls',
      'One call',
      () => import('./fixtures/samples/tool-calls.json', { with: { type: 'json' } }),
    ),
    sample(
      'tool-calls.parallel',
      'Two calls',
      () => import('./fixtures/samples/tool-calls.parallel.json', { with: { type: 'json' } }),
    ),
    sample(
      'tool-calls.string-arguments',
      'Arguments as text',
      () => import('./fixtures/samples/tool-calls.string-arguments.json', { with: { type: 'json' } }),
    ),
    sample(
      'tool-calls.docs-parameters',
      'As older docs show it',
      () => import('./fixtures/samples/tool-calls.docs-parameters.json', { with: { type: 'json' } }),
    ),
    sample(
      'tool-calls.captured-2024-07',
      'As captured in 2024, with a squad',
      () => import('./fixtures/samples/tool-calls.captured-2024-07.json', { with: { type: 'json' } }),
    ),
  ],
  'transcript[transcriptType="final"]': [
    sample(
      'transcript-final-only',
      '',
      () => import('./fixtures/samples/transcript-final-only.json', { with: { type: 'json' } }),
    ),
  ],
  transcript: [
    sample(
      'transcript',
      'Caller, final',
      () => import('./fixtures/samples/transcript.json', { with: { type: 'json' } }),
    ),
    sample(
      'transcript.partial',
      'Caller, partial',
      () => import('./fixtures/samples/transcript.partial.json', { with: { type: 'json' } }),
    ),
    sample(
      'transcript.assistant',
      'Assistant, final',
      () => import('./fixtures/samples/transcript.assistant.json', { with: { type: 'json' } }),
    ),
  ],
  'transfer-destination-request': [
    sample(
      'transfer-destination-request',
      '',
      () => import('./fixtures/samples/transfer-destination-request.json', { with: { type: 'json' } }),
    ),
  ],
  'transfer-update': [
    sample(
      'transfer-update',
      '',
      () => import('./fixtures/samples/transfer-update.json', { with: { type: 'json' } }),
    ),
  ],
  'user-interrupted': [
    sample(
      'user-interrupted',
      '',
      () => import('./fixtures/samples/user-interrupted.json', { with: { type: 'json' } }),
    ),
  ],
  'voice-input': [
    sample(
      'voice-input',
      '',
      () => import('./fixtures/samples/voice-input.json', { with: { type: 'json' } }),
    ),
  ],
  'voice-request': [
    sample(
      'voice-request',
      '',
      () => import('./fixtures/samples/voice-request.json', { with: { type: 'json' } }),
    ),
  ],
};

/** The sample bodies of a type of event, the most usual one first; none for a type unknown today. */
export const samplesOf = (type: string): readonly EventSample[] =>
  Object.hasOwn(samples, type) ? (samples[type] ?? []) : [];

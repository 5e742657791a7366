interface FailureAdvice {
  readonly title: string;
  /** What to do about it. */
  readonly advice: string;
}

/** By `endedReason`: Vapi's API description, `ServerMessageStatusUpdate`. */
const byReason: Readonly<Record<string, FailureAdvice>> = {
  'assistant-request-failed': {
    title: 'Vapi got no answer to its assistant request',
    advice:
      'The answer took too long, did not arrive, or had another status than 200. Look at how long it took: Vapi waits 7.5 s in all, the way there and back included.',
  },
  'assistant-request-returned-error': {
    title: 'The answer was an error, which ended the call',
    advice:
      'Vapi spoke the message and hung up. If that was not meant, look at why the flow took this way, or the fallback of the trigger.',
  },
  'assistant-request-returned-unspeakable-error': {
    title: 'The answer was an error that Vapi could not speak',
    advice: 'Answer with a message in plain words, or with an assistant.',
  },
  'assistant-request-returned-invalid-assistant': {
    title: 'Vapi does not take the assistant in this answer',
    advice:
      'Correct the fields that Vapi names in the Reply step, publish, and call again: a replay does not show whether Vapi takes it.',
  },
  'assistant-request-returned-no-assistant': {
    title: 'The answer named no assistant',
    advice:
      'Every way through the flow needs a Reply step with an assistant, a squad, a transfer or a message. Set the trigger’s fallback for the rest.',
  },
  'assistant-not-found': {
    title: 'Vapi does not know the assistant in this answer',
    advice:
      'Look at the assistant id in the Reply step: it must be of the organisation that the number belongs to.',
  },
  'assistant-not-valid': {
    title: 'Vapi does not take the assistant in this answer',
    advice: 'Correct the assistant, or the overrides in the Reply step, then call again.',
  },
  'call.start.error-get-assistant': {
    title: 'Vapi could not get the assistant in this answer',
    advice:
      'Look at the assistant id in the Reply step, and whether the assistant opens in the Vapi dashboard.',
  },
  'call.in-progress.error-transfer-failed': {
    title: 'The transfer to the destination in this answer failed',
    advice:
      'Look at the number or SIP address in the answer, and whether it takes calls from the number of the call.',
  },
};

const unknownReason: FailureAdvice = {
  title: 'The call ended because of this answer',
  advice: 'Vapi’s words say what it could not use. Correct that in the Reply step, then call again.',
};

/** What to say of a call that ended for this reason. */
export const failureAdvice = (endedReason: string | null): FailureAdvice =>
  (endedReason !== null && Object.hasOwn(byReason, endedReason) ? byReason[endedReason] : undefined) ??
  unknownReason;

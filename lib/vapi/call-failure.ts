import { isObject } from './message.ts';

/** What Vapi says of a call that ended since it could not use an answer. */
export interface CallFailure {
  readonly endedReason: string | null;
  /** Vapi's own words, the most telling first; may be empty. */
  readonly words: readonly string[];
  /** The answer as Vapi read it; undefined where it does not say. */
  readonly response?: unknown;
}

/**
 * The reasons that blame the answer to an event of this type. Not among them is
 * `assistant-request-returned-forwarding-phone-number`, which says that the call was forwarded as asked.
 */
const BLAMES: Readonly<Record<string, ReadonlySet<string>>> = {
  'assistant-request': new Set([
    'assistant-request-failed',
    'assistant-request-returned-error',
    'assistant-request-returned-unspeakable-error',
    'assistant-request-returned-invalid-assistant',
    'assistant-request-returned-no-assistant',
    'assistant-not-found',
    'assistant-not-valid',
    'call.start.error-get-assistant',
  ]),
  'transfer-destination-request': new Set(['call.in-progress.error-transfer-failed']),
};

/** Types of events whose answer may be to blame for the end of a call. */
export const blamableTypes: readonly string[] = Object.keys(BLAMES);

/** Whether a call that ended for `endedReason` ended because of the answer to an event of type `eventType`. */
export const blames = (endedReason: string | null, eventType: string): boolean =>
  endedReason !== null && Object.hasOwn(BLAMES, eventType) && BLAMES[eventType]?.has(endedReason) === true;

/**
 * What a message says of the answer to an event of type `eventType`; undefined where it does not blame it. Such a
 * message is a `status-update` with status `ended`, or an `end-of-call-report`.
 */
export const callFailureIn = (
  message: Readonly<Record<string, unknown>>,
  eventType: string,
): CallFailure | undefined => {
  if (message.type !== 'end-of-call-report' && message.status !== 'ended') return undefined;
  const call = isObject(message.call) ? message.call : {};
  const endedReason = textOf(message.endedReason) ?? textOf(call.endedReason) ?? null;
  const artifacts = eventType === 'assistant-request' ? artifactsOf(message) : {};
  const words = [
    textOf(artifacts.assistantRequestError),
    textOf(artifacts.error),
    textOf(call.endedMessage),
  ].filter((text) => text !== undefined);
  const isBlamed = blames(endedReason, eventType) || textOf(artifacts.assistantRequestError) !== undefined;
  if (!isBlamed) return undefined;
  const { assistantRequestResponse: response } = artifacts;
  return { endedReason, words, ...(response === undefined ? {} : { response }) };
};

/** `inboundPhoneCallDebuggingArtifacts`, as Vapi's API description has it in status updates. */
const artifactsOf = (message: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  isObject(message.inboundPhoneCallDebuggingArtifacts) ? message.inboundPhoneCallDebuggingArtifacts : {};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** The call of the samples: in, from a made-up number. */
const call = {
  id: 'sample-call',
  type: 'inboundPhoneCall',
  customer: { number: '+14155550142' },
};

type Message = Readonly<Record<string, unknown>>;

/** An event of that call as Vapi sends it: the inner message. */
export const callEvent = (type: string, more: Message = {}): Message => ({
  type,
  timestamp: 1763980200000, // Monday 24 November 2025, 10:30 in UTC
  call,
  ...more,
});

/** The call of one tool. */
export const toolEvent = (name: string, given: Message): Message =>
  callEvent('tool-calls', {
    toolCallList: [{ id: 'sample-tool-call', type: 'function', function: { name, arguments: given } }],
  });

/** The answer to `toolEvent` with this result. */
export const toolAnswer = (name: string, result: string): Message => ({
  results: [{ toolCallId: 'sample-tool-call', name, result }],
});

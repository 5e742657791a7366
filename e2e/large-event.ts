const LINES = 40_000;
const DEPTH = 60;

/** What the last of the lines says: there is one of it. */
export const LAST_LINE = `line ${LINES - 1} of the call`;

/**
 * The body of an event of 5 MB, as a very long call could make it: a list of tens of thousands of objects, one text of
 * two megabytes, something nested deep, and keys that are no identifiers.
 */
export const largeEvent = (callId = 'call_large'): string =>
  JSON.stringify({
    message: {
      type: 'end-of-call-report',
      call: { id: callId },
      artifact: {
        messages: Array.from({ length: LINES }, (_, at) => ({
          role: at % 2 === 0 ? 'bot' : 'user',
          message: `line ${at} of the call`,
          secondsFromStart: at / 2,
        })),
        transcript: 'And then the caller said a great many things.\n'.repeat(45_000),
      },
      deep: nested(DEPTH),
      'odd keys': { '': 'empty', 'a/b~c': 1, '{{ braces }}': 2, ключ: 3, '0': 4, __proto: 5 },
    },
  });

const nested = (depth: number): object => (depth === 0 ? { end: true } : { in: nested(depth - 1) });

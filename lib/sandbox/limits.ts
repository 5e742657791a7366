/** What one code step may use. All sizes are characters of JSON or bytes, as named. */
export const limits = {
  /** A code step is written by hand; beyond this it is generated or pasted data. */
  sourceChars: 200_000,
  resultChars: 1024 * 1024,
  /** The JSON of one request or one use of memory: above what the limits below allow, below what a frame carries. */
  callChars: 8 * 1024 * 1024,
  /** Calls of one run that the parent did not understand; the next are refused unread. */
  misunderstoodCalls: 100,
  /** Storage and every recursive reader downstream stop at this depth (`MAX_DEPTH` of lib/vapi/message.ts). */
  resultDepth: 100,
  consoleChars: 64 * 1024,
  consoleLines: 1000,
  errorMessageChars: 4 * 1024,
  errorStackChars: 8 * 1024,
  /** Requests of one run. */
  fetches: 50,
  fetchBodyBytes: 1024 * 1024,
  fetchResponseBytes: 2 * 1024 * 1024,
  /** All responses of one run together. */
  fetchTotalBytes: 10 * 1024 * 1024,
  fetchRedirects: 5,
  /** Memory operations of one run. */
  memoryOperations: 1000,
  memoryKeyChars: 200, // what the store takes; it lies above this layer
  memoryValueChars: 256 * 1024,
  /** Timers of one run that wait at the same time. */
  timers: 1000,
} as const;

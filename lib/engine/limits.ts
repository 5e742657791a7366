/** What one run may use. */
export interface RunLimits {
  /** Of one step's output, as JSON text; more fails the step. In characters, which for most JSON are bytes. */
  readonly stepOutputBytes: number;
  /** Of each of input and output that one step's record keeps; more is cut and marked. */
  readonly recordBytes: number;
  /** Of all inputs and outputs that a run's records keep together. */
  readonly runRecordBytes: number;
  /** Of the console lines that one step's record keeps. */
  readonly consoleBytes: number;
  /** Of one For each. */
  readonly loopItems: number;
  /** Steps that start in one run, those of all passes together. */
  readonly totalSteps: number;
  /** Of the whole run, in milliseconds. */
  readonly runMs: number;
}

export const DEFAULT_LIMITS: RunLimits = {
  stepOutputBytes: 10_000_000, // as large as an event may be
  recordBytes: 250_000, // a person reads this; the rest costs storage for every run
  runRecordBytes: 5_000_000,
  consoleBytes: 50_000,
  loopItems: 10_000,
  totalSteps: 100_000,
  runMs: 15 * 60_000, // longer work belongs into a queue
};

import type { Block, PlanNode } from '#lib/graph/plan.ts';
import type { ConsoleLine } from '#lib/nodes/step.ts';
import { jsonSize } from './json-size.ts';
import type { RunLimits } from './limits.ts';
import type { RunError, StepRecord } from './record.ts';
import { truncate, truncateConsole } from './truncate.ts';

/** Which passes of which loops something belongs to, outermost first. Absent outside of all loops. */
export type LoopPath = readonly { readonly nodeId: string; readonly index: number }[] | undefined;

/** What is known of a step when it has ended. Times are milliseconds since the run began. */
export interface EndedStep {
  readonly status: StepRecord['status'];
  readonly startMs: number;
  readonly endMs: number;
  readonly attempts: number;
  readonly handle?: string | undefined;
  /** `[value]`, since undefined is a value too. */
  readonly input?: readonly [unknown] | undefined;
  readonly output?: readonly [unknown] | undefined;
  readonly error?: RunError | undefined;
  readonly console?: readonly ConsoleLine[] | undefined;
}

/** Gathers the records of a run, in the order in which the steps ended, and keeps them within the limits. */
export class Recorder {
  readonly records: StepRecord[] = [];
  readonly #limits: RunLimits;
  #left: number;

  constructor(limits: RunLimits) {
    this.#limits = limits;
    this.#left = limits.runRecordBytes;
  }

  add(node: PlanNode, loop: LoopPath, step: EndedStep): void {
    const truncated: ('input' | 'output' | 'console')[] = [];
    const record: StepRecord = {
      nodeId: node.id,
      status: step.status,
      startMs: step.startMs,
      durationMs: Math.max(0, step.endMs - step.startMs),
      attempts: step.attempts,
    };
    if (loop !== undefined) record.loop = [...loop];
    if (step.handle !== undefined) record.handle = step.handle;
    if (step.input !== undefined) record.input = this.#kept(step.input[0], 'input', truncated);
    if (step.output !== undefined) record.output = this.#kept(step.output[0], 'output', truncated);
    if (step.error !== undefined) record.error = this.#keptError(step.error);
    if (step.console !== undefined && step.console.length > 0) {
      const { lines, isCut } = truncateConsole(step.console, this.#limits.consoleBytes);
      record.console = lines;
      if (isCut) truncated.push('console');
    }
    if (truncated.length > 0) record.truncated = truncated;
    this.records.push(record);
  }

  /** A node that did not run, and with it all that is inside of it. */
  addUnrun(node: PlanNode, loop: LoopPath, status: 'skipped' | 'cancelled', atMs: number): void {
    this.add(node, loop, { status, startMs: atMs, endMs: atMs, attempts: 0 });
    if (node.loop !== undefined) this.addUnrunBlock(node.loop.body, loop, status, atMs);
  }

  addUnrunBlock(block: Block, loop: LoopPath, status: 'skipped' | 'cancelled', atMs: number): void {
    for (const node of block.nodes) this.addUnrun(node, loop, status, atMs);
  }

  /** Many passes of a loop may fail, each with an answer: where no room is left, their records go without it. */
  #keptError(error: RunError): RunError {
    const { response, ...rest } = error;
    if (response === undefined) return error;
    const size = jsonSize(response, this.#left);
    if (typeof size !== 'number') return rest;
    this.#left -= size;
    return error;
  }

  #kept(value: unknown, what: 'input' | 'output', truncated: ('input' | 'output' | 'console')[]): unknown {
    const budget = Math.min(this.#limits.recordBytes, this.#left);
    const size = jsonSize(value, budget);
    if (typeof size === 'number') {
      this.#left -= size;
      return value;
    }
    truncated.push(what);
    this.#left -= budget;
    return truncate(value, budget);
  }
}

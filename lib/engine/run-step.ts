import type { PlanNode } from '#lib/graph/plan.ts';
import type { Scope, Step, StepContext, StepResult } from '#lib/nodes/step.ts';
import { AbortScope } from './abort-scope.ts';
import { engineFailure, type Failure, toFailure } from './failure.ts';
import { jsonSize, type NotJson } from './json-size.ts';
import type { RunContext } from './run-context.ts';

export type Tried =
  | { readonly ok: true; readonly result: StepResult }
  | { readonly ok: false; readonly failure: Failure };

/** One node about to run, with all that its tries need. */
export interface StepCall {
  readonly context: RunContext;
  readonly node: PlanNode;
  readonly scope: Scope;
  readonly inputs: StepContext['inputs'];
  /** Aborts when what the node is part of ends. */
  readonly abort: AbortScope;
  /** The tries so far, the one that runs included. */
  attempts: number;
  /** Tells what went into the last try, once that is known. */
  tellInput?: () => unknown;
}

const MAX_BACKOFF_MS = 5 * 60_000; // a doubling wait must not outlast the run

/** Runs a node's step, again as its retry policy says. Never rejects. */
export const runStep = async (call: StepCall): Promise<Tried> => {
  const { context, node, abort } = call;
  const step = context.steps.get(node.id);
  if (step === undefined) {
    return failed(engineFailure('engine.no-step', `“${node.name}” has nothing to run.`, node.id));
  }
  while (true) {
    call.attempts += 1;
    const tried = await (node.timeoutMs === undefined
      ? tryStep(call, step, abort, context.timeLeftMs)
      : tryInTime(call, step, node.timeoutMs));
    if (tried.ok || !tried.failure.isRetryable || call.attempts > (node.retry?.times ?? 0)) return tried;
    try {
      await context.ports.sleep(backoffMs(node, call.attempts), abort.signal);
    } catch {
      return tried; // the run ended during the wait; the last failure is the one to tell
    }
  }
};

const failed = (failure: Failure): Tried => ({ ok: false, failure });

/** The wait before the next try. */
const backoffMs = ({ retry }: PlanNode, attempts: number): number => {
  if (retry === undefined) return 0;
  const factor = retry.backoff === 'exponential' ? 2 ** (attempts - 1) : 1;
  return Math.min(retry.delayMs * factor, MAX_BACKOFF_MS);
};

const tryStep = async (
  call: StepCall,
  step: Step,
  abort: AbortScope,
  timeLeftMs: () => number,
): Promise<Tried> => {
  const { context, node, scope, inputs } = call;
  const given: StepContext = {
    node,
    scope,
    inputs,
    get signal() {
      return abort.signal; // made when it is asked for
    },
    ports: context.ports,
    timeLeftMs,
    describeInput: (tell) => {
      call.tellInput = tell;
    },
  };
  try {
    return checked(await step(given), node, context.limits.stepOutputBytes);
  } catch (thrown) {
    return failed(toFailure(thrown, node.id));
  }
};

/** A try that ends after `timeoutMs`, also where the step does not heed its signal. */
const tryInTime = async (call: StepCall, step: Step, timeoutMs: number): Promise<Tried> => {
  const { context, node } = call;
  const attempt = new AbortScope(call.abort);
  const timer = new AbortScope(attempt);
  const until = context.elapsedMs() + timeoutMs;
  const timeLeftMs = () => Math.max(0, Math.min(until - context.elapsedMs(), context.timeLeftMs()));
  const timeout = context.ports.sleep(timeoutMs, timer.signal).then(
    () => {
      const failure = timeoutFailure(node, timeoutMs);
      attempt.abort(new DOMException(failure.error.message, 'TimeoutError'));
      return failed(failure);
    },
    (thrown: unknown) => failed(toFailure(thrown, node.id)),
  );
  const tried = await Promise.race([tryStep(call, step, attempt, timeLeftMs), timeout]);
  timer.abort(undefined);
  attempt.close();
  return tried;
};

/** The failure of a step, or of a loop with all its passes, that took too long. */
export const timeoutFailure = (node: PlanNode, timeoutMs: number): Failure => ({
  error: {
    code: 'step.timeout',
    message: `“${node.name}” took longer than ${timeoutMs} ms. Raise its timeout, or make it do less.`,
    nodeId: node.id,
  },
  isRetryable: true,
});

/** The result, or what is wrong with it. */
const checked = (result: StepResult, node: PlanNode, maxBytes: number): Tried => {
  if (typeof result !== 'object' || result === null) {
    return failed(engineFailure('engine.no-result', `“${node.name}” gave no result.`, node.id));
  }
  if (node.loop === undefined) {
    const { handle } = result;
    const isKnown =
      handle === undefined
        ? node.outputs.length === 0 || node.outputs.includes('out')
        : node.outputs.includes(handle);
    if (!isKnown) return failed(unknownHandle(node, handle));
  } else if (result.loop === undefined) {
    return failed(engineFailure('engine.no-items', `“${node.name}” gave no items to go through.`, node.id));
  }
  const size = jsonSize(result.output, maxBytes);
  return typeof size === 'number' ? { ok: true, result } : failed(unusableOutput(node, size, maxBytes));
};

const unknownHandle = (node: PlanNode, handle = 'out'): Failure =>
  engineFailure(
    'step.unknown-output',
    `“${node.name}” left by the output “${handle}”, which it does not have (${node.outputs.join(', ') || 'it has none'}).`,
    node.id,
  );

/** The failure of a step whose output cannot be kept. */
export const unusableOutput = (node: PlanNode, why: NotJson, maxBytes: number): Failure => {
  switch (why) {
    case 'too-large':
      return engineFailure(
        'step.output-too-large',
        `The output of “${node.name}” is larger than ${maxBytes} bytes. Keep only what later steps need.`,
        node.id,
      );
    case 'too-deep':
      return engineFailure(
        'step.output-too-deep',
        `The output of “${node.name}” is nested too deeply, or contains itself.`,
        node.id,
      );
    case 'not-json':
      return engineFailure(
        'step.output-not-json',
        `The output of “${node.name}” holds something that JSON cannot, such as a function or a BigInt.`,
        node.id,
      );
  }
};

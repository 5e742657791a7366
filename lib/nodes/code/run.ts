import { defineRun } from '../define-run.ts';
import type { CodeFailureKind, CodeOutcome, StepContext } from '../step.ts';
import { StepError } from '../step-error.ts';
import { code } from './definition.ts';

/**
 * What came in, for the run's record, by the step it came from. An event trigger hands on the event itself, which is
 * kept with the event already.
 */
const received = (
  _config: unknown,
  { inputs, scope }: StepContext,
): { inputs: Record<string, unknown> } | undefined => {
  if (inputs.length === 0) return undefined;
  const entries = inputs.map(
    ({ from, output }) => [from, output === scope.event ? 'the event' : output] as const,
  );
  return { inputs: Object.fromEntries(entries) };
};

export const runCode = defineRun(
  code,
  async ({ source, language, timeoutMs }, context) => {
    const { node, scope, inputs, signal, ports } = context;
    const outcome = await ports.code.run({
      stepId: node.id,
      source,
      language,
      scope,
      inputs,
      timeoutMs: Math.max(1, Math.min(timeoutMs, context.timeLeftMs())),
      signal,
    });
    if (!outcome.ok) throw failure(outcome);
    return { output: outcome.value, console: outcome.console };
  },
  received,
);

/** What had nothing to do with the code itself: another try may do. */
const RETRYABLE: ReadonlySet<CodeFailureKind> = new Set(['crash', 'overloaded']);

const failure = ({
  kind,
  name,
  message,
  line,
  column,
  stack,
  console,
}: Extract<CodeOutcome, { ok: false }>): StepError => {
  const isUsers = kind === 'error' && name !== '' && name !== 'Error';
  const place =
    line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`;
  return new StepError(`code.${kind}`, `${isUsers ? `${name}: ` : ''}${message}${place}`, {
    retryable: RETRYABLE.has(kind),
    line,
    column,
    userStack: stack,
    console,
  });
};

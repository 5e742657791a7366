import type { z } from 'zod';
import { isTemplateError } from '#lib/template/template-error.ts';
import type { NodeDefinition } from './define-node.ts';
import { hideSecrets } from './hide-secrets.ts';
import { loadMemory } from './load-memory.ts';
import { type CompiledConfig, compileConfig } from './render-config.ts';
import type { Resolved } from './resolved.ts';
import type { Step, StepContext, StepResult } from './step.ts';
import { StepError } from './step-error.ts';

/** What a node's `run` gives: `defineRun` adds what went in. */
export interface Outcome<HandleId extends string> extends Omit<StepResult, 'handle' | 'input'> {
  readonly handle?: HandleId;
  /** More of what went in than the rendered config, or other names for it. */
  readonly input?: Readonly<Record<string, unknown>>;
}

type Run<Config extends z.ZodObject, HandleId extends string, Verbatim extends string> = (
  config: Resolved<z.infer<Config>, Verbatim>,
  context: StepContext,
) => Outcome<HandleId> | Promise<Outcome<HandleId>>;

/** More of what goes in than the rendered config, known before the step runs. Must not throw. */
type Received<Config extends z.ZodObject, Verbatim extends string> = (
  config: Resolved<z.infer<Config>, Verbatim>,
  context: StepContext,
) => Readonly<Record<string, unknown>> | undefined;

/**
 * Pairs a definition with what it does. The outcome makes a Step of a raw config: the config is parsed and its
 * templates are read once (throws where either fails), each run renders them and hands the values to `run`. What
 * went in is recorded, also where the step fails.
 */
export const defineRun =
  <Config extends z.ZodObject, HandleId extends string, Verbatim extends string>(
    definition: NodeDefinition<Config, HandleId, Verbatim>,
    run: Run<Config, NoInfer<HandleId>, NoInfer<Verbatim>>,
    received: Received<Config, NoInfer<Verbatim>> = () => undefined,
  ) =>
  (rawConfig: Record<string, unknown>): Step => {
    const parsed = definition.config.parse(rawConfig);
    const compiled = compileConfig(definition, parsed);
    return async (context) => {
      const values = await render(compiled, context);
      // The seam: rendering keeps the shape of the parsed config, which no type can follow through templates.
      const config = values as Resolved<z.infer<Config>, Verbatim>;
      const inputWith = (more: Outcome<HandleId>['input']): unknown =>
        recordedInput(compiled, values, more ?? received(config, context), context);
      context.describeInput?.(() => inputWith(undefined));
      const outcome = await run(config, context);
      return { ...outcome, input: inputWith(outcome.input) };
    };
  };

const render = async (
  { memory, render: renderConfig }: CompiledConfig,
  { scope, ports }: StepContext,
): Promise<Record<string, unknown>> => {
  const seen =
    memory.length === 0 ? scope : { ...scope, memory: await loadMemory(memory, scope, ports.memory) };
  try {
    return renderConfig(seen);
  } catch (error) {
    if (isTemplateError(error)) throw new StepError(error.code, error.message, { cause: error });
    throw error;
  }
};

const recordedInput = (
  { recorded, readsSecrets }: CompiledConfig,
  values: Record<string, unknown>,
  extra: Readonly<Record<string, unknown>> | undefined,
  { scope }: StepContext,
): unknown => {
  const entries = recorded.map((key) => [key, values[key]]).filter(([, value]) => value !== undefined);
  const input: Record<string, unknown> = { ...Object.fromEntries(entries), ...extra };
  return readsSecrets ? hideSecrets(input, scope.secrets) : input;
};

import { z } from 'zod';
import { type Analysis, type Needs, scopeNames } from './analyse.ts';
import type { UnitStep } from './child-units.ts';
import type { CodeLanguage, CodeRequest } from './contract.ts';
import { explainSyntax } from './explain-syntax.ts';
import { type Failure, failureOf } from './failure.ts';
import { limits } from './limits.ts';
import type { TypeStripper } from './type-stripper.ts';

/** A step as its author wrote it. */
export interface StepSource {
  readonly stepId: string;
  readonly source: string;
  readonly language: CodeLanguage;
}

/** A step that can be run. */
export interface ReadyStep extends UnitStep {
  readonly needs: Needs;
}

export type Prepared = { readonly ok: true; readonly step: ReadyStep } | Failure;

/** The steps of one workflow version. */
export interface Unit {
  readonly name: string;
  readonly number: number;
  /** What the step is once it was looked at; the same source is looked at only once. */
  readonly prepare: (source: StepSource) => Prepared | Promise<Prepared>;
  /** Every step that can be run, as children load them. */
  readonly steps: () => readonly ReadyStep[];
  /** A step that compiled in no child, though it had looked well. */
  readonly reject: (handle: number, message: string) => void;
  readonly failureOf: (handle: number) => Failure | undefined;
}

const analysis = z.union([
  z.object({
    ok: z.literal(true),
    needs: z.record(z.string(), z.union([z.literal(true), z.array(z.string())])),
    ownRealm: z.boolean(),
  }),
  z.object({
    ok: z.literal(false),
    message: z.string(),
    line: z.number().optional(),
    column: z.number().optional(),
  }),
]);

interface Known extends StepSource {
  readonly handle: number;
  readonly prepared: Promise<Prepared>;
  settled?: Prepared;
}

let lastHandle = 0;

/** `analyseInChild` gives the JSON of an Analysis; it rejects where no child could be had. */
export const createUnit = (
  name: string,
  number: number,
  stripper: TypeStripper,
  analyseInChild: (source: string) => Promise<string>,
): Unit => {
  const known = new Map<string, Known>();
  const rejected = new Map<number, Failure>();

  const prepare = (step: StepSource): Prepared | Promise<Prepared> => {
    const before = known.get(step.stepId);
    if (before !== undefined && before.source === step.source && before.language === step.language) {
      return before.settled ?? before.prepared;
    }
    lastHandle += 1;
    const handle = lastHandle;
    const entry: Known = { ...step, handle, prepared: prepareStep(step, handle, stripper, analyseInChild) };
    known.set(step.stepId, entry);
    entry.prepared.then(
      (prepared) => {
        entry.settled = prepared;
      },
      () => {
        if (known.get(step.stepId) === entry) known.delete(step.stepId); // no child could be had: try again next time
      },
    );
    return entry.prepared;
  };

  return {
    name,
    number,
    prepare,
    steps: () => [...known.values()].flatMap(({ settled }) => (settled?.ok === true ? [settled.step] : [])),
    reject: (handle, message) => {
      rejected.set(handle, failureOf('syntax', message.replace(/ \[.*\]$/, '')));
    },
    failureOf: (handle) => rejected.get(handle),
  };
};

const prepareStep = async (
  { stepId, source, language }: StepSource,
  handle: number,
  stripper: TypeStripper,
  analyseInChild: (source: string) => Promise<string>,
): Promise<Prepared> => {
  if (source.length > limits.sourceChars) {
    return failureOf('syntax', `The code is longer than ${limits.sourceChars} characters.`);
  }
  const stripped =
    language === 'typescript' ? await stripBody(stripper, source) : ({ ok: true, source } as const);
  if (!stripped.ok) return syntaxFailure(stripped);
  const found: Analysis = readAnalysis(await analyseInChild(stripped.source));
  if (!found.ok) return syntaxFailure(found);
  const { needs, ownRealm } = found;
  const names = scopeNames.filter((name) => Object.hasOwn(needs, name));
  const name = stepId.replace(/[^\w-]/g, '_');
  return { ok: true, step: { handle, name, body: stripped.source, names, needs, ownRealm } };
};

const readAnalysis = (text: string): Analysis => {
  const found = analysis.parse(JSON.parse(text));
  if (found.ok) return found;
  const { message, line, column } = found;
  return { ok: false, message, ...(line === undefined || column === undefined ? {} : { line, column }) };
};

const syntaxFailure = (problem: { message: string; line?: number; column?: number }): Failure => {
  const { message, line, column } = problem;
  return {
    ...failureOf('syntax', explainSyntax(message)),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
};

/** A body may `return`, a module may not: the stripper gets it inside a function, on lines of its own. */
const BEFORE = 'async function step() {\n';
const AFTER = '\n}';

const stripBody = async (stripper: TypeStripper, source: string) => {
  const stripped = await stripper.strip(`${BEFORE}${source}${AFTER}`);
  if (stripped.ok) return { ok: true, source: stripped.source.slice(BEFORE.length, -AFTER.length) } as const;
  const { message, line, column } = stripped;
  const last = source.split('\n').length;
  const at = line === undefined ? {} : { line: Math.min(Math.max(1, line - 1), last) };
  return { ok: false, message, ...at, ...(column === undefined ? {} : { column }) } as const;
};

/** The JSON text of the parts that the step can see. Throws where the scope is not JSON. */
export const scopeText = (needs: Needs, { scope, inputs }: CodeRequest): string => {
  const parts: Record<string, unknown> = {};
  for (const [part, keys] of Object.entries(needs)) {
    const value = part === 'inputs' ? inputs : scopePart(scope, part);
    parts[part] = keys === true || !isRecord(value) ? value : pick(value, keys);
  }
  return JSON.stringify(parts);
};

const scopePart = (scope: CodeRequest['scope'], part: string): unknown => {
  const { event, call, tool, steps, secrets, workflow } = scope;
  const all: Readonly<Record<string, unknown>> = { event, call, tool, steps, secrets, workflow };
  return all[part];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const pick = (value: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(value, key) ? [[key, value[key]] as const] : [])));

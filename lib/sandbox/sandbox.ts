import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadChildProgram } from './child-program.ts';
import type { CodeFailure, CodeHost, CodeOutcome, CodePort, CodeRequest } from './contract.ts';
import { failureOf, withConsole } from './failure.ts';
import { createRun, type Lane } from './run.ts';
import { createScheduler, type SchedulerStats } from './scheduler.ts';
import { createTypeStripper } from './type-stripper.ts';
import { createUnit, type Prepared, type StepSource, scopeText, type Unit } from './units.ts';

export interface SandboxOptions {
  /** Child processes that work; one a core by default, at least 2. */
  readonly children?: number;
  /** Children kept ready beside them; 1 by default. */
  readonly spares?: number;
  /** Memory of an isolate; 64 by default. */
  readonly memoryMb?: number;
  /** Lets V8 compile to machine code: hot loops run 3–9 times as fast, and most of V8's past exploits need it. */
  readonly jit?: boolean;
  /** Runs that may wait in a lane before further ones are refused as 'overloaded'; 1000 by default. */
  readonly queueLimit?: number;
  /** How long a unit that nobody prepared is kept after its last use, in milliseconds; 10 minutes by default. */
  readonly unusedMs?: number;
  /** The child's first module, where it is not `lib/sandbox/child.ts` below the working directory. */
  readonly entry?: string;
  /** Told what an operator should know: a child that crashed or cannot start. */
  readonly log?: (message: string) => void;
}

export interface SandboxStats extends SchedulerStats {
  /** Workflow versions that are known. */
  readonly units: number;
}

/** Runs the code of code steps in child processes that it starts, watches and replaces. */
export interface Sandbox {
  /**
   * The way in for the runs of one workflow version (`unit`). The lane `waiting` goes first: somebody is on the
   * phone. `host` is what the code may reach outside.
   */
  readonly port: (unit: string, lane: Lane, host: CodeHost) => CodePort;
  /**
   * Reads and compiles steps ahead of need, and keeps them until the unit is retired. Resolves when they are read;
   * children load them when they are idle.
   */
  readonly prepare: (unit: string, steps: readonly StepSource[]) => Promise<void>;
  /** What is wrong with code that cannot be read, as running it would say; undefined where nothing is, or none can tell. */
  readonly check: (step: StepSource) => Promise<Omit<CodeFailure, 'console'> | undefined>;
  /** Forgets a unit. Runs that have begun go on. */
  readonly retire: (unit: string) => void;
  readonly stats: () => SandboxStats;
  /** Whether a child can take work, as soon as the first has started or could not. */
  readonly ready: () => Promise<boolean>;
  /** Ends every child at once; what runs fails as 'cancelled'. */
  readonly close: () => Promise<void>;
}

const UNUSED_MS = 10 * 60_000; // drafts are tested in bursts
const CHECK_TIMEOUT_MS = 10_000; // somebody waits for it; where no child is free by then, running will tell

/** Starts the children at once. Never throws: where they cannot start, `ready` says so and every run fails. */
export const createSandbox = (options: SandboxOptions = {}): Sandbox => {
  const entry = options.entry ?? path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/sandbox/child.ts');
  const stripper = createTypeStripper();
  const scheduler = createScheduler(loadChildProgram(entry, stripper), {
    children: options.children ?? Math.max(2, availableParallelism()),
    spares: options.spares ?? 1,
    memoryMb: options.memoryMb ?? 64,
    jit: options.jit ?? false,
    queueLimit: options.queueLimit ?? 1000,
    log: options.log ?? (() => {}),
  });
  const units = new Map<string, Unit>();
  /** Of units that nobody prepared: drafts that are tested, versions that were replaced. Until they are forgotten. */
  const unused = new Map<string, NodeJS.Timeout>();
  let lastUnit = 0;

  const unitOf = (name: string): Unit => {
    const known = units.get(name);
    unused.get(name)?.refresh();
    if (known !== undefined) return known;
    lastUnit += 1;
    const unit = createUnit(name, lastUnit, stripper, scheduler.analyse);
    units.set(name, unit);
    unused.set(name, setTimeout(() => retire(name), options.unusedMs ?? UNUSED_MS).unref());
    return unit;
  };

  const keep = (name: string): void => {
    clearTimeout(unused.get(name));
    unused.delete(name);
  };

  const retire = (name: string): void => {
    keep(name);
    const unit = units.get(name);
    units.delete(name);
    if (unit !== undefined) scheduler.retire(unit);
  };

  const run = async (unit: Unit, lane: Lane, host: CodeHost, request: CodeRequest): Promise<CodeOutcome> => {
    const startedAt = Date.now();
    if (request.signal.aborted) return cancelled;
    const { stepId, source, language } = request;
    let prepared: Prepared;
    try {
      const found = unit.prepare({ stepId, source, language });
      prepared = found instanceof Promise ? await found : found;
    } catch {
      return withConsole(failureOf('crash', 'The sandbox is not available.'), []);
    }
    if (request.signal.aborted) return cancelled; // meanwhile
    if (!prepared.ok) return withConsole(prepared, []);
    let text: string;
    try {
      text = scopeText(prepared.step.needs, request);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return withConsole(failureOf('error', `What the code is given is not JSON: ${reason}`), []);
    }
    const from = { unit, step: prepared.step, lane, scopeText: text, request, startedAt, host };
    const created = createRun(from, scheduler.release);
    const cancel = (): void => created.fail(failureOf('cancelled', 'The run was cancelled.'));
    request.signal.addEventListener('abort', cancel, { once: true });
    scheduler.submit(created);
    try {
      return await created.outcome;
    } finally {
      request.signal.removeEventListener('abort', cancel);
    }
  };

  return {
    port: (name, lane, host) => ({ run: (request) => run(unitOf(name), lane, host, request) }),
    prepare: async (name, steps) => {
      const unit = unitOf(name);
      keep(name);
      await Promise.allSettled(steps.map((step) => unit.prepare(step)));
      if (units.get(name) === unit) scheduler.warm(unit);
    },
    check: async (step) => {
      const reading = createUnit('', 0, stripper, scheduler.analyse).prepare(step);
      const late = sleep(CHECK_TIMEOUT_MS, undefined, { ref: false });
      const found = await Promise.race([reading, late]).catch(() => undefined); // no child could be had
      return found?.ok === false && found.kind === 'syntax' ? found : undefined;
    },
    retire,
    stats: () => ({ ...scheduler.stats(), units: units.size }),
    ready: scheduler.ready,
    close: async () => {
      for (const name of unused.keys()) keep(name);
      await scheduler.close();
      await stripper.close();
    },
  };
};

const cancelled: CodeOutcome = withConsole(failureOf('cancelled', 'The run was cancelled.'), []);

import type ivm from 'isolated-vm';
import {
  compileStep,
  createHardenedRealm,
  createIsolate,
  openRealm,
  type Realm,
  type RealmStep,
} from './child-realms.ts';
import type { ChildRuns, ReportedError } from './child-runs.ts';
import { cut } from './cut.ts';

export interface UnitStep extends RealmStep {
  readonly ownRealm: boolean;
}

export interface ChildOptions {
  readonly memoryMb: number;
  readonly sesPath: string;
}

/** A hardened realm is replaced after so many runs, */
const RUNS_PER_REALM = 50_000;
/** or when so much of its memory is in use after a run, */
const FULL_SHARE = 0.7;
/** or at this age. */
const REALM_AGE_MS = 60 * 60_000;
/** How often the heap is looked at (5 µs). */
const RUNS_PER_HEAP_CHECK = 32;
/** Released contexts lie in the heap until a collection; a 64 MB isolate was full of them after 350. */
const CONTEXTS_PER_ISOLATE = 40;
/** How long the reactions to promises that a stopped run has left may take; V8 then throws the rest of them away. */
const LEFTOVERS_MS = 20;

/** Several runs go on in one isolate; it goes when it is retired and the last of them has ended. */
interface Tenancy {
  readonly isolate: ivm.Isolate;
  readonly runs: Set<number>;
  /** Too old, too full or too often used to take another run. */
  readonly isWorn: () => boolean;
  isRetired: boolean;
}

interface Shared extends Tenancy {
  readonly realm: Realm;
  /** By handle, the number that `realm.start` takes. */
  readonly steps: Map<number, number>;
  started: number;
}

interface Own extends Tenancy {
  readonly furnish: ivm.Script;
  readonly scripts: Map<number, ivm.Script>;
  contexts: number;
}

interface Active {
  readonly realm: Realm;
  readonly tenancy: Tenancy;
  readonly ownRealm: boolean;
}

interface Unit {
  readonly steps: Map<number, UnitStep>;
  shared?: Shared;
  own?: Own;
}

export interface ChildUnits {
  /** Compiles steps into the unit, making it where it is new. Gives what did not compile. */
  readonly load: (unit: number, steps: readonly UnitStep[], forget: readonly number[]) => LoadProblem[];
  readonly unload: (unit: number) => void;
  readonly start: (run: number, unitStep: number, scope: string, timeoutMs: number) => void;
  readonly settle: (run: number, call: number, isOk: boolean, answer: string, timeoutMs: number) => void;
  readonly drop: (run: number) => void;
  /** Makes a hardened realm ahead of need, where none is kept. */
  readonly stock: () => void;
  readonly needsStock: () => boolean;
  /** An isolate ran out of memory: V8 may be in any state, the process must go. */
  readonly isDying: () => boolean;
}

export interface LoadProblem {
  readonly handle: number;
  readonly message: string;
}

/** The isolates of a child: for each unit one with a hardened realm, and one for runs that want a realm of their own. */
export const createChildUnits = (options: ChildOptions, runs: ChildRuns): ChildUnits => {
  const units = new Map<number, Unit>();
  const unitOfStep = new Map<number, Unit>();
  const active = new Map<number, Active>();
  let spare: Realm | undefined;
  let isDying = false;

  const makeShared = (): Shared => {
    const realm = spare ?? createHardenedRealm(options.memoryMb, options.sesPath, runs);
    spare = undefined;
    const retireAt = Date.now() + REALM_AGE_MS;
    const shared: Shared = {
      realm,
      isolate: realm.isolate,
      runs: new Set(),
      isRetired: false,
      steps: new Map(),
      started: 0,
      isWorn: () =>
        shared.started % RUNS_PER_HEAP_CHECK === 0 &&
        (shared.started >= RUNS_PER_REALM || Date.now() > retireAt || isFull(realm.isolate)),
    };
    return shared;
  };

  const makeOwn = (): Own => {
    const { isolate, furnish } = createIsolate(options.memoryMb);
    const own: Own = {
      isolate,
      furnish,
      runs: new Set(),
      isRetired: false,
      scripts: new Map(),
      contexts: 0,
      isWorn: () => own.contexts >= CONTEXTS_PER_ISOLATE || isFull(isolate),
    };
    return own;
  };

  const isFull = (isolate: ivm.Isolate): boolean => {
    const { used_heap_size, externally_allocated_size } = isolate.getHeapStatisticsSync();
    return used_heap_size + externally_allocated_size > options.memoryMb * 1024 * 1024 * FULL_SHARE;
  };

  const retire = (tenancy: Tenancy | undefined): void => {
    if (tenancy === undefined) return;
    tenancy.isRetired = true;
    disposeIfEmpty(tenancy);
  };

  const disposeIfEmpty = (tenancy: Tenancy): void => {
    if (tenancy.isRetired && tenancy.runs.size === 0 && !tenancy.isolate.isDisposed)
      tenancy.isolate.dispose();
  };

  const sharedOf = (unit: Unit): Shared => {
    if (unit.shared?.isRetired !== false) unit.shared = makeShared();
    return unit.shared;
  };

  const ownOf = (unit: Unit): Own => {
    if (unit.own?.isRetired !== false) unit.own = makeOwn();
    return unit.own;
  };

  const sharedStep = (shared: Shared, step: UnitStep): number => {
    const known = shared.steps.get(step.handle);
    if (known !== undefined) return known;
    shared.realm.check(step.body);
    const index = shared.realm.register(compileStep(shared.isolate, step), step.names);
    shared.steps.set(step.handle, index);
    return index;
  };

  const ownScript = (own: Own, step: UnitStep): ivm.Script => {
    const known = own.scripts.get(step.handle);
    if (known !== undefined) return known;
    const realm = openRealm(own.isolate, own.furnish, runs);
    realm.check(step.body);
    realm.context.release();
    const script = compileStep(own.isolate, step);
    own.scripts.set(step.handle, script);
    return script;
  };

  const place = (unit: Unit, step: UnitStep): { active: Active; index: number } => {
    if (!step.ownRealm) {
      const shared = sharedOf(unit);
      const index = sharedStep(shared, step);
      shared.started += 1;
      return { active: { realm: shared.realm, tenancy: shared, ownRealm: false }, index };
    }
    const own = ownOf(unit);
    const script = ownScript(own, step);
    own.contexts += 1;
    const realm = openRealm(own.isolate, own.furnish, runs);
    return { active: { realm, tenancy: own, ownRealm: true }, index: realm.register(script, step.names) };
  };

  const end = (run: number): void => {
    const entry = active.get(run);
    if (entry === undefined) return;
    active.delete(run);
    entry.tenancy.runs.delete(run);
    if (isDying) return;
    if (entry.ownRealm && !entry.tenancy.isolate.isDisposed) entry.realm.context.release();
    disposeIfEmpty(entry.tenancy);
  };

  /** What a segment threw past the realm: the limits of the isolate, or a promise that nobody handled. */
  const report = (run: number, entry: Active, error: unknown, isTimeUp: boolean): void => {
    const message = error instanceof Error ? error.message : String(error);
    if (entry.realm.isolate.isDisposed) {
      isDying = true;
      runs.fail(run, 'memory', plainError('Error', 'memory'));
    } else if (isTimeUp && message === 'Script execution timed out.') {
      entry.tenancy.isRetired = true; // it was stopped in the middle of whatever it did
      runs.fail(run, 'timeout', plainError('Error', 'timeout'));
      endLeftovers(run, entry);
    } else {
      runs.warn(run, `A promise was rejected and nobody handled it: ${cut(message, 1000)}`);
    }
  };

  /** The reactions that wait in the isolate would else be done in the next segment, which is another run's. */
  const endLeftovers = (run: number, { realm }: Active): void => {
    try {
      realm.drop(run, LEFTOVERS_MS);
    } catch {
      isDying ||= realm.isolate.isDisposed; // else they were stopped in their turn
    }
  };

  const execute = (run: number, entry: Active, timeoutMs: number, go: () => void): void => {
    const startedAt = performance.now();
    runs.segment(run, () => {
      try {
        go();
      } catch (error) {
        // The user's own errors come this way too, and say what they like.
        report(run, entry, error, performance.now() - startedAt >= timeoutMs / 2);
      }
    });
    if (isDying) return;
    if (entry.tenancy.isWorn()) entry.tenancy.isRetired = true;
    if (!runs.has(run)) end(run);
  };

  const refuse = (run: number, message: string): void => {
    runs.segment(run, () => runs.fail(run, 'crash', plainError('SandboxError', message)));
  };

  /** An isolate that cannot even take a step is not worth keeping. */
  const tryPlace = (run: number, unit: Unit, step: UnitStep) => {
    try {
      return place(unit, step);
    } catch (error) {
      isDying = true;
      refuse(run, `The code could not be started: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };

  return {
    load: (id, steps, forget) => {
      const unit = units.get(id) ?? { steps: new Map<number, UnitStep>() };
      units.set(id, unit);
      for (const handle of forget) {
        unit.steps.delete(handle);
        unitOfStep.delete(handle);
        unit.own?.scripts.delete(handle);
      }
      const problems: LoadProblem[] = [];
      for (const step of steps) {
        try {
          if (step.ownRealm) ownScript(ownOf(unit), step);
          else sharedStep(sharedOf(unit), step);
          unit.steps.set(step.handle, step);
          unitOfStep.set(step.handle, unit);
        } catch (error) {
          isDying ||= unit.shared?.isolate.isDisposed === true || unit.own?.isolate.isDisposed === true;
          problems.push({
            handle: step.handle,
            message: error instanceof Error ? error.message : String(error),
          });
        }
      }
      return problems;
    },
    unload: (id) => {
      const unit = units.get(id);
      if (unit === undefined) return;
      units.delete(id);
      for (const handle of unit.steps.keys()) unitOfStep.delete(handle);
      retire(unit.shared);
      retire(unit.own);
    },
    start: (run, handle, scope, timeoutMs) => {
      runs.begin(run);
      const unit = unitOfStep.get(handle);
      const step = unit?.steps.get(handle);
      if (unit === undefined || step === undefined) {
        refuse(run, 'The step is not loaded.');
        return;
      }
      const placed = tryPlace(run, unit, step);
      if (placed === undefined) return;
      active.set(run, placed.active);
      placed.active.tenancy.runs.add(run);
      execute(run, placed.active, timeoutMs, () =>
        placed.active.realm.start(run, placed.index, scope, timeoutMs),
      );
    },
    settle: (run, call, isOk, answer, timeoutMs) => {
      const entry = active.get(run);
      if (entry === undefined) return;
      execute(run, entry, timeoutMs, () => entry.realm.settle(run, call, isOk, answer, timeoutMs));
    },
    drop: (run) => {
      const entry = active.get(run);
      if (entry === undefined) return;
      if (!entry.ownRealm) entry.realm.drop(run, LEFTOVERS_MS);
      runs.forget(run);
      end(run);
    },
    stock: () => {
      spare ??= createHardenedRealm(options.memoryMb, options.sesPath, runs);
    },
    needsStock: () => spare === undefined,
    isDying: () => isDying,
  };
};

const plainError = (name: string, message: string): ReportedError => ({ name, message, stack: '' });

import { readFileSync } from 'node:fs';
import ivm from 'isolated-vm';
import type { RealmRuns } from './child-runs.ts';
import { freezeSource, lockdownSource, realmSource } from './realm-source.ts';

/** A step as a realm gets it. */
export interface RealmStep {
  readonly handle: number;
  /** Shown in stack traces. */
  readonly name: string;
  /** JavaScript; the body of an async function. */
  readonly body: string;
  /** The parts of the scope it is given. */
  readonly names: readonly string[];
}

/** A furnished context in an isolate. */
export interface Realm {
  readonly isolate: ivm.Isolate;
  readonly context: ivm.Context;
  /** Throws a SyntaxError where the body is not exactly one function body. */
  readonly check: (body: string) => void;
  /** Gives the number to `start` it with. */
  readonly register: (script: ivm.Script, names: readonly string[]) => number;
  readonly start: (run: number, step: number, scope: string, timeoutMs: number) => void;
  readonly settle: (run: number, call: number, isOk: boolean, answer: string, timeoutMs: number) => void;
  /** Lets the realm forget a run. What the run has left behind is done now, to no effect, for so long at most. */
  readonly drop: (run: number, timeoutMs: number) => void;
}

/** The file name that marks a user's own frames in stack traces. */
export const frameMarker = 'patchbay-step:';

/**
 * The script of a step, to be run in any context of the isolate: it gives a function of the scope's parts that gives
 * the body. The body stands on lines of its own and the first one is counted as line 1. Only for a body that
 * `check` has passed: then nothing in it can close the functions around it.
 */
export const compileStep = (isolate: ivm.Isolate, step: RealmStep): ivm.Script =>
  isolate.compileScriptSync(
    `(function (${step.names.join(', ')}) { 'use strict'; return async function () {\n${step.body}\n}; })`,
    { filename: `${frameMarker}${step.name}`, lineOffset: -1 },
  );

/** Makes an isolate and the script that furnishes its contexts. */
export const createIsolate = (memoryMb: number): { isolate: ivm.Isolate; furnish: ivm.Script } => {
  const isolate = new ivm.Isolate({ memoryLimit: memoryMb });
  return { isolate, furnish: isolate.compileScriptSync(realmSource, { filename: 'patchbay-realm' }) };
};

/** A realm for one run: everything in it may be changed, since nobody comes after. */
export const openRealm = (isolate: ivm.Isolate, furnish: ivm.Script, runs: RealmRuns): Realm =>
  furnishRealm(isolate, isolate.createContextSync(), furnish, runs);

let lockdownScript: string | undefined;

/** A realm for many runs, in an isolate of its own: nothing in it can be changed any more. Takes some 50 ms. */
export const createHardenedRealm = (memoryMb: number, sesPath: string, runs: RealmRuns): Realm => {
  lockdownScript ??= readFileSync(sesPath, 'utf8');
  const { isolate, furnish } = createIsolate(memoryMb);
  const context = isolate.createContextSync();
  context.evalSync(`${lockdownScript};0`);
  context.evalSync(lockdownSource);
  const realm = furnishRealm(isolate, context, furnish, runs);
  context.evalSync(freezeSource);
  return realm;
};

const furnishRealm = (
  isolate: ivm.Isolate,
  context: ivm.Context,
  furnish: ivm.Script,
  runs: RealmRuns,
): Realm => {
  // Callbacks, never references: what a callback gets and gives is copied, and realm code passes only strings.
  const host = new ivm.Callback((op: unknown, number: unknown, text: unknown, more: unknown) =>
    runs.fromRealm(op, number, text, more),
  );
  const install: ivm.Reference = furnish.runSync(context, { reference: true });
  const functions: ivm.Reference = install.applySync(undefined, [host], { result: { reference: true } });
  const take = (at: number): ivm.Reference => functions.getSync(at, { reference: true });
  const [register, start, settle, drop, check] = [take(0), take(1), take(2), take(3), take(4)];
  install.release();
  functions.release();
  return {
    isolate,
    context,
    check: (body) => check.applySync(undefined, [body]),
    register: (script, names) => {
      const step: ivm.Reference = script.runSync(context, { reference: true });
      const index: unknown = register.applySync(undefined, [
        step.derefInto({ release: true }),
        names.join(','),
      ]);
      return Number(index);
    },
    start: (run, step, scope, timeoutMs) => {
      start.applySync(undefined, [run, step, scope], { timeout: timeoutMs });
    },
    settle: (run, call, isOk, answer, timeoutMs) => {
      settle.applySync(undefined, [run, call, isOk, answer], { timeout: timeoutMs });
    },
    drop: (run, timeoutMs) => {
      drop.applySync(undefined, [run], { timeout: timeoutMs });
    },
  };
};

import type { Run } from './run.ts';
import type { SandboxChild } from './sandbox-child.ts';
import type { Unit } from './units.ts';

/** When everything was busy for so long while a caller waited, a spare child joins in; in milliseconds. */
export const HELD_UP_MS = 25;
/** Of the children that work at once (twice the number of cores at most, 4 or more), one step holds up so many, */
const PER_STEP = 2;
/** and all steps of one workflow so many: its endless loops leave room for its other steps, and for its neighbours. */
const PER_UNIT = 3;

/** How many children each step and each workflow holds up with code that does not come to an end. */
export interface HeldUp {
  readonly bySteps: ReadonlyMap<number, number>;
  readonly byUnits: ReadonlyMap<Unit, number>;
}

export const heldUp = (children: readonly SandboxChild[], now: number): HeldUp => {
  const bySteps = new Map<number, number>();
  const byUnits = new Map<Unit, number>();
  for (const child of children) {
    const work = child.working();
    if (work?.kind !== 'run' || now - (child.busySince() ?? now) < HELD_UP_MS) continue;
    const { step, unit } = work.run;
    bySteps.set(step.handle, (bySteps.get(step.handle) ?? 0) + 1);
    byUnits.set(unit, (byUnits.get(unit) ?? 0) + 1);
  }
  return { bySteps, byUnits };
};

/** Whether a run may be begun, or has to wait for those of its own step or workflow that hold children up. */
export const mayBegin = ({ step, unit }: Run, { bySteps, byUnits }: HeldUp): boolean =>
  (bySteps.get(step.handle) ?? 0) < PER_STEP && (byUnits.get(unit) ?? 0) < PER_UNIT;

import { type Failure, failureOf, memoryFailure, timeoutFailure } from './failure.ts';
import type { Run } from './run.ts';
import type { ChildEnd } from './sandbox-child.ts';

/** Begun again after its child died under it through no fault that is known to be its own. */
const MAX_ATTEMPTS = 3;

/** In V8's last words, of which the beginning may be cut off. */
const OUT_OF_MEMORY = /out of memory|memory limit|heap limit|is_heap_oom = 1/i;

/** What becomes of the run whose code was executing when its child ended: a failure, or it is begun once more. */
export const fateOfExecuting = (run: Run, end: ChildEnd, memoryMb: number): Failure | 'again' => {
  if (end.reason === 'timeout') {
    // Else the one before it in line was meant, and had just ended.
    return Date.now() >= run.deadline ? timeoutFailure(run.timeoutMs) : fateOfInnocent(run);
  }
  const isOutOfMemory =
    end.reason === 'memory' || end.grownBytes > memoryMb * 1024 * 1024 || OUT_OF_MEMORY.test(end.diagnosis);
  if (isOutOfMemory) return memoryFailure(memoryMb);
  if (end.signal === 'SIGKILL') return fateOfInnocent(run); // somebody else's doing: an operator, the kernel
  return failureOf('crash', 'The code made the sandbox process crash.');
};

/** What becomes of a run whose child ended under it: what has done nothing outside is simply begun once more. */
export const fateOfInnocent = (run: Run): Failure | 'again' => {
  if (run.calls()?.hasTouchedOutside() === true) return diedAfterEffect;
  return run.attempts >= MAX_ATTEMPTS ? diedAgain : 'again';
};

const diedAfterEffect = failureOf(
  'crash',
  'The sandbox process ended while the code was running. It had already made a request or changed memory, so it was not started again.',
);
const diedAgain = failureOf('crash', 'The sandbox process ended under the code again and again.');

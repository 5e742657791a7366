/** How often it is tried again, in milliseconds, after it went well and after it failed. */
const AFTER_SUCCESS_MS = 10_000;
const AFTER_FAILURE_MS = 1_000;
/** A database that takes longer than this to write a row does not keep up with calls. */
const TIMEOUT_MS = 3_000;

/**
 * Tells whether the database can be written to: a full disk, a file system gone read-only and a standby still answer
 * questions. Rejects where it cannot. Asking often is cheap: it is tried at most every ten seconds.
 */
export const createWriteProbe = (write: () => Promise<void>, now: () => number): (() => Promise<void>) => {
  let last: Promise<void> | undefined;
  let validUntil = 0;
  return () => {
    if (last !== undefined && now() < validUntil) return last;
    const tried = withinTime(write());
    last = tried;
    validUntil = now() + AFTER_SUCCESS_MS;
    tried.catch(() => {
      validUntil = now() + AFTER_FAILURE_MS;
    });
    return tried;
  };
};

const withinTime = (work: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The database did not write a row within ${TIMEOUT_MS / 1000} s.`)),
      TIMEOUT_MS,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

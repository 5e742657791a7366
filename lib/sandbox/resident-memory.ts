import { execFile } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';

const PAGE_BYTES = 4096;

export interface ResidentMemory {
  /** The last known resident bytes of the process; asks anew where that is not cheap. 0 where it is not known. */
  readonly bytes: () => number;
  readonly close: () => void;
}

/** Watches how much memory a process holds: `/proc` where there is one (some µs), else `ps` (in the background). */
export const watchResidentMemory = (pid: number): ResidentMemory => {
  try {
    return fromProc(openSync(`/proc/${pid}/statm`, 'r'));
  } catch {
    return fromPs(pid); // not Linux
  }
};

const fromProc = (file: number): ResidentMemory => {
  const buffer = Buffer.alloc(128);
  return {
    bytes: () => {
      try {
        const text = buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
        return Number(text.split(' ')[1] ?? 0) * PAGE_BYTES;
      } catch {
        return 0; // the process has just ended
      }
    },
    close: () => closeSync(file),
  };
};

const fromPs = (pid: number): ResidentMemory => {
  let known = 0;
  let isAsking = false;
  return {
    bytes: () => {
      if (!isAsking) {
        isAsking = true;
        execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, output) => {
          isAsking = false;
          if (error === null) known = Number(output.trim()) * 1024;
        });
      }
      return known;
    },
    close: () => {},
  };
};

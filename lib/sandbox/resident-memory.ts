import { execFile } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';

/** `VmRSS: 51234 kB`. `statm` is shorter, but counts pages, which have 4 to 64 KB by machine. */
const RESIDENT = /^VmRSS:\s*(\d+)/m;
const STATUS_BYTES = 4096; // it stands within the first 1,000

export interface ResidentMemory {
  /** The last known resident bytes of the process; asks anew where that is not cheap. 0 where it is not known. */
  readonly bytes: () => number;
  readonly close: () => void;
}

/** Watches how much memory a process holds: `/proc` where there is one (about 10 µs), else `ps` (in the background). */
export const watchResidentMemory = (pid: number): ResidentMemory => {
  try {
    return fromProc(openSync(`/proc/${pid}/status`, 'r'));
  } catch {
    return fromPs(pid); // not Linux
  }
};

const fromProc = (file: number): ResidentMemory => {
  const buffer = Buffer.alloc(STATUS_BYTES);
  return {
    bytes: () => {
      try {
        const text = buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
        return Number(RESIDENT.exec(text)?.[1] ?? 0) * 1024;
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

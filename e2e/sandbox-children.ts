import { readdir, readFile } from 'node:fs/promises';

/** The process ids of an app's sandbox children, from Linux's /proc. */
export const sandboxChildren = async (appPid: number): Promise<readonly number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => ((await isSandboxOf(pid, appPid)) ? [pid] : [])));
  return found.flat();
};

const isSandboxOf = async (pid: number, appPid: number): Promise<boolean> => {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    const isAlive = !/^State:\s+[ZX]/m.test(status);
    return isAlive && status.includes(`\nPPid:\t${appPid}\n`) && command.includes('--no-node-snapshot');
  } catch {
    return false; // it ended between the listing and the reading
  }
};

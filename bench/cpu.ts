import { readdir, readFile } from 'node:fs/promises';

/** CPU in milliseconds, by what used it: the name of a thread, or `sandbox` for all of the child processes. */
export type CpuUse = ReadonlyMap<string, number>;

/** What a process and its children have used since they began. Of Linux, whose scheduler counts nanoseconds. */
export const cpuUse = async (pid: number): Promise<CpuUse> => {
  const use = new Map<string, number>();
  const count = (name: string, ms: number): void => void use.set(name, (use.get(name) ?? 0) + ms);
  for (const { name, ms } of await threadsOf(pid)) count(name, ms);
  for (const child of await childrenOf(pid)) {
    for (const { ms } of await threadsOf(child)) count('sandbox', ms);
  }
  return use;
};

/** What was used between two looks, divided by `count`; the most first. */
export const cpuBetween = (before: CpuUse, after: CpuUse, count: number): CpuUse => {
  const each = [...after].map(([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / count] as const);
  return new Map(each.sort(([, a], [, b]) => b - a));
};

export const totalOf = (use: CpuUse): number => [...use.values()].reduce((sum, ms) => sum + ms, 0);

export const childrenOf = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(/\s+/).filter(Boolean).map(Number);
};

const threadsOf = async (pid: number): Promise<{ name: string; ms: number }[]> => {
  const threads = await readdir(`/proc/${pid}/task`);
  return Promise.all(
    threads.map(async (thread) => {
      const folder = `/proc/${pid}/task/${thread}`;
      const [name, schedule] = await Promise.all([
        readFile(`${folder}/comm`, 'utf8'),
        readFile(`${folder}/schedstat`, 'utf8'),
      ]);
      return { name: name.trim(), ms: Number(schedule.split(' ')[0]) / 1_000_000 };
    }),
  );
};

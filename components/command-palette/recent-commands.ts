import { z } from 'zod';

const KEY = 'patchbay:recent-commands';
const KEPT = 40;

const ids = z.array(z.string().max(300)).max(KEPT);

/** The ids of the commands that were used in this browser, the last one first. */
export const readRecentCommands = (): readonly string[] => {
  try {
    return ids.catch([]).parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    return []; // no storage, or no JSON in it
  }
};

export const noteRecentCommand = (id: string): void => {
  const next = [id, ...readRecentCommands().filter((other) => other !== id)].slice(0, KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // no room: it is not remembered
  }
};

import { CUT } from '#lib/nodes/cut.ts';
import type { ConsoleLine } from '#lib/nodes/step.ts';

/** A copy of a JSON value with at most about `budget` characters: what came first is kept, cuts end in `…`. */
export const truncate = (value: unknown, budget: number): unknown => cut(value, { left: budget }, 0);

const MAX_DEPTH = 200; // deeper levels are left out: they may contain themselves

interface Budget {
  left: number;
}

const cut = (value: unknown, budget: Budget, depth: number): unknown => {
  if (typeof value === 'string') return cutText(value, budget);
  if (typeof value !== 'object' || value === null) {
    budget.left -= 5;
    return typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function'
      ? String(value)
      : value;
  }
  budget.left -= 2;
  if (depth >= MAX_DEPTH) return CUT;
  return Array.isArray(value) ? cutList(value, budget, depth) : cutRecord(value, budget, depth);
};

const cutText = (text: string, budget: Budget): string => {
  const length = Math.max(0, budget.left - 2);
  budget.left -= text.length + 2;
  if (text.length <= length) return text;
  const kept = text.slice(0, length).replace(/[\ud800-\udbff]$/, ''); // not half of a surrogate pair
  return `${kept}${CUT} (${text.length} characters)`;
};

const cutList = (list: readonly unknown[], budget: Budget, depth: number): unknown[] => {
  const kept: unknown[] = [];
  for (const item of list) {
    if (budget.left <= 0) {
      kept.push(`${CUT} (${list.length} items)`);
      break;
    }
    kept.push(cut(item, budget, depth + 1));
  }
  return kept;
};

const cutRecord = (record: object, budget: Budget, depth: number): Record<string, unknown> => {
  const kept: [string, unknown][] = [];
  const keys = Object.keys(record);
  for (const key of keys) {
    if (budget.left <= 0) {
      kept.push([CUT, `${keys.length} fields`]);
      break;
    }
    budget.left -= key.length + 4;
    kept.push([key, cut(Reflect.get(record, key), budget, depth + 1)]);
  }
  return Object.fromEntries(kept);
};

/** The first console lines, up to `budget` characters; the line in which it runs out is cut. */
export const truncateConsole = (
  lines: readonly ConsoleLine[],
  budget: number,
): { lines: ConsoleLine[]; isCut: boolean } => {
  const kept: ConsoleLine[] = [];
  let left = budget;
  for (const line of lines) {
    if (line.text.length > left) {
      const text = `${line.text.slice(0, left)}${CUT} (${lines.length} lines in all)`;
      return { lines: [...kept, { ...line, text }], isCut: true };
    }
    left -= line.text.length + 1;
    kept.push(line);
  }
  return { lines: kept, isCut: false };
};

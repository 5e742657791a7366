/** The nearest-rank percentile of ascending values: one of them, or undefined where there are none. */
export const percentile = (ascending: readonly number[], percent: number): number | undefined =>
  ascending[Math.max(0, Math.ceil((percent / 100) * ascending.length) - 1)];

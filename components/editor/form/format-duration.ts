/** Milliseconds in the unit that reads best: `1.5 s`, `2 min`. `undefined` where that is milliseconds. */
export const formatDuration = (ms: number): string | undefined => {
  if (ms >= 60_000) return `${round(ms / 60_000)} min`;
  if (ms >= 1000) return `${round(ms / 1000)} s`;
  return undefined;
};

const round = (value: number): string => String(Math.round(value * 100) / 100);

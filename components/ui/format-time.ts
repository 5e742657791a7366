const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in few characters: `now`, `42s ago`, `5m ago`, `3h ago`, `2d ago`; older gives `undefined`. */
export const formatAgo = (atMs: number, nowMs: number): string | undefined => {
  const passed = nowMs - atMs;
  if (passed < 5 * SECOND) return 'just now';
  if (passed < MINUTE) return `${Math.floor(passed / SECOND)}s ago`;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)}m ago`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)}h ago`;
  if (passed < 7 * DAY) return `${Math.floor(passed / DAY)}d ago`;
  return undefined;
};

/** A duration for people: `<0.1 ms`, `0.4 ms`, `38 ms`, `1.24 s`, `2 m 05 s`. */
export const formatDuration = (ms: number): string => {
  if (ms < 0.05) return '<0.1 ms';
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(2)} s`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(1)} s`;
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 60) return `${minutes} m ${String(Math.floor((ms % MINUTE) / SECOND)).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`;
};

/** A size for people, in powers of 1024: `812 B`, `4.2 kB`, `1.3 MB`. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
};

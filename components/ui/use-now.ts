'use client';

import { useSyncExternalStore } from 'react';

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

const tick = () => {
  now = Date.now();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
};

const getNow = () => {
  if (now === 0) now = Date.now();
  return now;
};

/**
 * The time in ms, the same for everything on the page, renewed every few seconds by one timer; `undefined` on the
 * server and during hydration, where the viewer's clock and time zone are not known.
 */
export const useNow = (): number | undefined =>
  useSyncExternalStore<number | undefined>(subscribe, getNow, () => undefined);

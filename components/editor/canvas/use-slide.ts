import { useCallback, useEffect, useRef } from 'react';
import { wantsLessMotion } from '#components/ui/wants-less-motion.ts';
import type { Point } from '../document/placement.ts';
import type { Overrides } from '../graph-mapping.ts';

const DURATION_MS = 280;

/**
 * Lets cards slide from where they are to new places, on the screen only, and calls `done` when they are there: the
 * document changes then, once. At once where the person wants no motion.
 */
export const useSlide = (show: (overrides: Overrides) => void) => {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback(
    (from: ReadonlyMap<string, Point>, to: ReadonlyMap<string, Point>, done: () => void): void => {
      cancelAnimationFrame(frame.current);
      const finish = () => {
        done();
        show(new Map());
      };
      if (wantsLessMotion()) {
        finish();
        return;
      }
      const start = performance.now();
      const step = (now: number) => {
        const part = Math.min((now - start) / DURATION_MS, 1);
        if (part === 1) finish();
        else {
          show(between(from, to, eased(part)));
          frame.current = requestAnimationFrame(step);
        }
      };
      frame.current = requestAnimationFrame(step);
    },
    [show],
  );
};

const eased = (part: number): number => 1 - (1 - part) ** 3;

const between = (from: ReadonlyMap<string, Point>, to: ReadonlyMap<string, Point>, part: number): Overrides =>
  new Map(
    [...to].map(([id, end]) => {
      const start = from.get(id) ?? end;
      return [id, { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }];
    }),
  );

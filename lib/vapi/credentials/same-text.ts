import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A comparison with `expected` that takes equally long for every text; both are hashed, so that no length shows. */
export const sameTextAs = (expected: string): ((given: string) => boolean) => {
  const wanted = digest(expected);
  return (given) => timingSafeEqual(wanted, digest(given));
};

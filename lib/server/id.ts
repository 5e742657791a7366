import { randomBytes } from 'node:crypto';

const RANDOM_BYTES = 8;
const RANDOM_DIGITS = RANDOM_BYTES * 2;
/** Hexadecimal digits, drawn for many ids at once: asking the system for each costs more than all the rest of an id. */
let pool = '';
let used = 0;

const nextRandom = (): string => {
  if (used === pool.length) {
    pool = randomBytes(RANDOM_BYTES * 512).toString('hex');
    used = 0;
  }
  used += RANDOM_DIGITS;
  return pool.slice(used - RANDOM_DIGITS, used);
};

/** The first digit of an id's last half says in two bits that it is a UUID of this kind. */
const VARIANT = '89ab';

let lastMs = 0;
let sequence = 0;

/**
 * A new id: UUID version 7 (RFC 9562, 5.7), so that ids sort by the time they were made, also within one
 * millisecond of one process.
 */
export const newId = (): string => {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  } else {
    sequence += 1;
    if (sequence > 0xfff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  const time = lastMs.toString(16).padStart(12, '0');
  const random = nextRandom();
  const tail = `${VARIANT[Number.parseInt(random[0] ?? '0', 16) & 3]}${random.slice(1)}`;
  const counter = sequence.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
};

import { randomBytes } from 'node:crypto';

const RANDOM_BYTES = 8;
/** Drawn for many ids at once: asking the system for each costs more than all the rest of an id. */
let pool = Buffer.alloc(0);

const nextRandom = (): Buffer => {
  if (pool.length < RANDOM_BYTES) pool = randomBytes(RANDOM_BYTES * 512);
  const random = Buffer.from(pool.subarray(0, RANDOM_BYTES));
  pool = pool.subarray(RANDOM_BYTES);
  return random;
};

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
  random.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 0);
  const tail = random.toString('hex');
  const counter = sequence.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
};

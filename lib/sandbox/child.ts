import { readSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { analyse } from './analyse.ts';
import { createChildRuns } from './child-runs.ts';
import { createChildUnits, type UnitStep } from './child-units.ts';
import {
  Ask,
  acknowledgeWith,
  ChildFlag,
  createFrameReader,
  encodeFrame,
  type Frame,
  Tell,
} from './frames.ts';

/**
 * The child process of the sandbox. It does one thing at a time: it reads a frame, does what it says, writes the
 * answer, and blocks until the next. Timers, requests and memory are the parent's, so that between two frames
 * nothing runs here, and the parent always knows whose code it is that does not come to an end.
 */
const PIPE = 3;

/** A second pipe that only ever closes. Its reader is a thread, so that the child ends with its parent even in the
 * middle of a built-in that nothing can interrupt. */
const LIFELINE = 4;
const guard = `
  const { readSync } = require('node:fs');
  try { readSync(${LIFELINE}, Buffer.alloc(1), 0, 1); } catch {}
  process.kill(process.pid, 'SIGKILL');
`;

const FLUSH_BYTES = 64 * 1024;

interface StartOptions {
  readonly memoryMb: number;
  readonly sesPath: string;
}

const serve = (options: StartOptions): never => {
  let outgoing: Buffer[] = [];
  let outgoingBytes = 0;

  const flush = (): void => {
    if (outgoingBytes === 0) return;
    const bytes = Buffer.concat(outgoing, outgoingBytes);
    outgoing = [];
    outgoingBytes = 0;
    for (let sent = 0; sent < bytes.length; ) sent += writeSync(PIPE, bytes, sent);
  };

  const write = (frame: Buffer): void => {
    outgoing.push(frame);
    outgoingBytes += frame.length;
    if (outgoingBytes > FLUSH_BYTES) flush();
  };

  const runs = createChildRuns(write);
  const units = createChildUnits(options, runs);

  const acknowledge = (text: string): void => {
    const flags = (units.isDying() ? ChildFlag.dying : 0) + (units.needsStock() ? ChildFlag.needsStock : 0);
    if (text === '' && acknowledgeWith(outgoing.at(-1), flags)) return;
    write(encodeFrame(Tell.ack, 0, flags, 0, text));
  };

  /** Does what is asked; the text of the answer, or undefined where none is wanted. */
  const work = ({ type, id, a, b, text }: Frame): string | undefined => {
    switch (type) {
      case Ask.analyse:
        return JSON.stringify(analyse(text));
      case Ask.load: {
        const { steps, forget }: { steps: UnitStep[]; forget: number[] } = JSON.parse(text);
        return JSON.stringify(units.load(id, steps, forget));
      }
      case Ask.run:
        units.start(id, a, text, Math.max(1, b));
        return '';
      case Ask.settle:
        units.settle(id, a >>> 1, (a & 1) === 1, text, Math.max(1, b));
        return '';
      case Ask.stock:
        units.stock();
        return '';
      case Ask.drop:
        units.drop(id);
        return undefined;
      case Ask.unload:
        units.unload(id);
        return undefined;
    }
    return undefined;
  };

  const reader = createFrameReader();
  const buffer = Buffer.allocUnsafe(256 * 1024);
  units.stock();
  write(encodeFrame(Tell.ready, process.pid, 0, 0, ''));
  flush();
  for (;;) {
    const frame = reader.next();
    if (frame !== undefined) {
      const answer = work(frame);
      if (answer !== undefined) acknowledge(answer);
      flush(); // the next frame may hold code that never ends
      if (units.isDying()) process.exit(0); // V8 may be in any state: nothing more is run here
      continue;
    }
    const count = readSync(PIPE, buffer);
    if (count === 0) process.exit(0);
    reader.push(Buffer.from(buffer.subarray(0, count)));
  }
};

new Worker(guard, { eval: true, env: {}, stdin: false }).unref();
const [memoryMb, sesPath] = process.argv.slice(-2); // with `node -e` there is no script before them
serve({ memoryMb: Number(memoryMb), sesPath: sesPath ?? '' });

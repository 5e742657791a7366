import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { bootstrap, type ChildProgram } from './child-program.ts';
import { createFrameReader, encodeFrame, type Frame } from './frames.ts';
import { watchResidentMemory } from './resident-memory.ts';

export interface ChildLink {
  readonly pid: number;
  /** Frames are written together, at the end of this turn of the event loop. */
  readonly send: (type: number, id: number, a: number, b: number, text: string) => void;
  readonly residentBytes: () => number;
  /** SIGKILL: the only thing that ends every built-in. */
  readonly kill: () => void;
}

export interface ChildEvents {
  readonly onFrame: (frame: Frame) => void;
  /** Once, after the last frame. `diagnosis` is the end of what it wrote to stderr, or why it did not start. */
  readonly onExit: (exit: { code: number | null; signal: string | null; diagnosis: string }) => void;
}

const DIAGNOSIS_CHARS = 4000;

const isDuplex = (stream: unknown): stream is Duplex =>
  typeof stream === 'object' && stream !== null && 'write' in stream && 'read' in stream;

/**
 * Starts a child: plain Node with an empty environment, in `/`, with two pipes and no other descriptor, allowed to
 * read its own sources and to load isolated-vm and nothing else, and first in line when memory runs out. Throws where
 * the system has neither memory nor file descriptors left for it.
 */
export const startChild = (
  program: ChildProgram,
  options: { readonly memoryMb: number; readonly jit: boolean },
  events: ChildEvents,
): ChildLink => {
  const flags = [
    '--no-node-snapshot', // isolated-vm needs it
    '--no-warnings',
    '--permission',
    '--allow-addons',
    '--allow-worker', // the thread that watches for the parent's end
    ...program.readable.map((entry) => `--allow-fs-read=${entry}`),
    ...(options.jit ? [] : ['--jitless']),
  ];
  const child = spawn(
    process.execPath,
    [...flags, '-e', bootstrap, '--', String(options.memoryMb), program.sesPath],
    { env: Object.create(null), cwd: '/', stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const diagnosis = collectDiagnosis(child);
  child.on('error', () => child.kill('SIGKILL'));
  const pid = child.pid ?? 0;
  const [, , , pipe, lifeline] = child.stdio ?? []; // none where no file descriptor was left
  if (!isDuplex(pipe) || !isDuplex(lifeline)) throw new Error('No file descriptor is left for its pipes.');
  for (const stream of [pipe, lifeline]) stream.on('error', () => child.kill('SIGKILL')); // EPIPE: it is ending
  void writeFile(`/proc/${pid}/oom_score_adj`, '1000').catch(() => {}); // only where there is such a file
  const memory = watchResidentMemory(pid);

  const reader = createFrameReader();
  pipe.on('data', (bytes: Buffer) => {
    try {
      reader.push(bytes);
      for (let frame = reader.next(); frame !== undefined; frame = reader.next()) events.onFrame(frame);
    } catch {
      child.kill('SIGKILL'); // a child that does not keep to the protocol is not one of ours any more
    }
  });
  child.once('close', (code, signal) => {
    memory.close();
    events.onExit({ code, signal, diagnosis: diagnosis() });
  });
  pipe.write(program.sources);

  let outgoing: Buffer[] = [];
  const write = (): void => {
    const [first] = outgoing;
    if (first !== undefined) pipe.write(outgoing.length === 1 ? first : Buffer.concat(outgoing));
    outgoing = [];
  };

  return {
    pid,
    send: (type, id, a, b, text) => {
      outgoing.push(encodeFrame(type, id, a, b, text));
      if (outgoing.length === 1) queueMicrotask(write);
    },
    residentBytes: memory.bytes,
    kill: () => child.kill('SIGKILL'),
  };
};

const collectDiagnosis = (child: ChildProcess): (() => string) => {
  let text = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    text = (text + bytes.toString('utf8')).slice(-DIAGNOSIS_CHARS);
  });
  child.on('error', (error) => {
    text = `${text}\n${error}`;
  });
  return () => text.trim();
};

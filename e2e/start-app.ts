import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const START_MS = 60_000;

/** A running Patchbay of its own, in production mode, on a free port, with an empty data directory. */
export interface RunningApp {
  /** `http://127.0.0.1:port` */
  readonly address: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** SIGTERM, wait for the end, remove the data. Gives the exit code. */
  readonly stop: () => Promise<number | null>;
  /** SIGKILL; the data stays. */
  readonly kill: () => Promise<void>;
}

export interface StartOptions {
  readonly dataDir?: string;
  readonly env?: Record<string, string>;
  /** Leave the data where it is after `stop`. */
  readonly keepData?: boolean;
}

/** Starts the built app (`server.js`) and waits until it prints its address. Rejects with its output where it ends early. */
export const startApp = async (options: StartOptions = {}): Promise<RunningApp> => {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'patchbay-e2e-')));
  const { DATABASE_URL: _ambient, ...ambient } = process.env;
  const child = spawn(process.execPath, ['server.js'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: {
      ...ambient,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      PATCHBAY_DATA_DIR: dataDir,
      NEXT_TELEMETRY_DISABLED: '1',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that fails before it stops its app must not leave it running.
  const endWithTests = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithTests);
  child.once('exit', () => process.off('exit', endWithTests));
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const address = await new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`${why}\n${output}`));
    const timer = setTimeout(() => fail('The app did not start in time.'), START_MS);
    const read = (data: Buffer): void => {
      output += data.toString();
      const found = /Patchbay is running: (http:\/\/\S+)/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((code) => {
      clearTimeout(timer);
      fail(`The app ended with exit code ${code}.`);
    });
  });
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    address,
    dataDir,
    process: child,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      const code = await ended;
      if (options.keepData !== true) await rm(dataDir, { recursive: true, force: true });
      return code;
    },
  };
};

import { parentPort, workerData } from 'node:worker_threads';
import { sqliteAdapters } from './sqlite-adapter.ts';
import type { BatchAnswer, BatchRequest } from './sqlite-writer.ts';
import { createWriteBatch } from './write-batch.ts';

// The thread behind sqlite-writer.ts: writes one batch after the other on a connection of its own.

const port = parentPort;
if (port === null) throw new Error('This module runs in a worker thread.');

const connection = await sqliteAdapters(String(workerData)).connect();
const writeBatch = createWriteBatch(connection);

/** What `isRowFault` looks at has to survive the way to the other thread, which drops an error's own fields. */
const describeError = (error: unknown): NonNullable<BatchAnswer['error']> => ({
  message: error instanceof Error ? error.message : String(error),
  cause:
    error instanceof Error && typeof error.cause === 'object'
      ? JSON.parse(JSON.stringify(error.cause))
      : undefined,
});

const answer = async ({ id, statements }: BatchRequest): Promise<void> => {
  let reply: BatchAnswer = { id };
  try {
    await writeBatch(statements);
  } catch (error) {
    reply = { id, error: describeError(error) };
  }
  port.postMessage(reply);
};

let last = Promise.resolve();
port.on('message', (request: BatchRequest | 'close') => {
  last = last.then(async () => {
    if (request !== 'close') return answer(request);
    await connection.dispose();
    port.close();
  });
});

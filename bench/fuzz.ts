// `node bench/fuzz.ts [count] [seed]`: mutated bodies, 100,000 by default, through the real runtime on SQLite. Ends with 1
// where one of them made a server error, a crash or a run that does not end.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fuzz, stuckRuns } from '../lib/runtime/testing/fuzz.ts';
import { serve } from '../lib/runtime/testing/serve.ts';
import { openStore } from '../lib/store/store.ts';

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 30));
process.stdout.write(`${count} bodies, seed ${seed}\n`);

const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-fuzz-'));
const store = await openStore({ dataDir });
const served = await serve(store);
const began = Date.now();
const { statuses, faults } = await fuzz(served, store, {
  seed,
  count,
  onProgress: (done) => {
    if (done % 10_000 === 0)
      process.stdout.write(`  ${done} after ${Math.round((Date.now() - began) / 1000)} s\n`);
  },
});
const stuck = await stuckRuns(store);
await served.close();
await rm(dataDir, { recursive: true, force: true });

for (const { body, ...fault } of faults.slice(0, 20)) {
  process.stdout.write(
    `${JSON.stringify({ ...fault, body: Buffer.from(body).toString('latin1').slice(0, 500) })}\n`,
  );
}
process.stdout.write(
  `answers by status ${JSON.stringify(statuses)}, faults ${faults.length}, stuck runs ${stuck.length}, ` +
    `${Math.round((Date.now() - began) / 1000)} s, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB\n`,
);
process.exitCode = faults.length + stuck.length === 0 ? 0 : 1;

// A load generator in a process of its own: `node bench/load.ts URL CONNECTIONS SECONDS BODY_FILE`. Prints one JSON line.
import { readFileSync } from 'node:fs';
import { Client } from 'undici';

/** What the id of the call is in BODY_FILE. */
const CALL_ID = 'the-id-of-the-call';

const [url = '', connections = '1', seconds = '5', bodyFile = ''] = process.argv.slice(2);
const target = new URL(url);
// Each request is an event of its own, as in life: one that came before would be answered from memory.
const [before = '', ...after] = readFileSync(bodyFile, 'utf8').split(CALL_ID);
let sent = 0;
const newBody = (): string => {
  sent += 1;
  return [before, ...after].join(`call-${process.pid}-${sent}`);
};
const WARM_UP_MS = 1_000;

const latencies: number[] = [];
let errors = 0;
let counting = false;
let running = true;

const drive = async (): Promise<void> => {
  const client = new Client(target.origin, { pipelining: 1 });
  while (running) {
    const began = performance.now();
    try {
      const answer = await client.request({
        method: 'POST',
        path: target.pathname,
        headers: { 'content-type': 'application/json' },
        body: newBody(),
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 || !text.includes('"results"')) errors += 1;
    } catch {
      errors += 1; // counted and shown: a run with errors is not a result
    }
    if (counting) latencies.push(performance.now() - began);
  }
  await client.close();
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const drivers = Array.from({ length: Number(connections) }, drive);
await wait(WARM_UP_MS);
counting = true;
const began = performance.now();
await wait(Number(seconds) * 1000);
counting = false;
const elapsed = (performance.now() - began) / 1000;
running = false;
await Promise.all(drivers);

latencies.sort((a, b) => a - b);
const at = (share: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
console.log(JSON.stringify({ perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99), errors }));

// A load generator in a process of its own: `node bench/load.ts URL CONNECTIONS SECONDS BODY_FILE`. Prints one JSON line.
// On plain sockets, since it shares the machine with what it measures: undici's client costs several times as much CPU.
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** What the id of the call is in BODY_FILE. */
const CALL_ID = 'the-id-of-the-call';

const [url = '', connections = '1', seconds = '5', bodyFile = ''] = process.argv.slice(2);
const target = new URL(url);
const body = readFileSync(bodyFile);
const head = [
  `POST ${target.pathname} HTTP/1.1`,
  `Host: ${target.host}`,
  'Content-Type: application/json',
  `Content-Length: ${body.byteLength}`,
];
const template = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
const idsAt: number[] = [];
for (let at = template.indexOf(CALL_ID); at !== -1; at = template.indexOf(CALL_ID, at + 1)) idsAt.push(at);
const WARM_UP_MS = 1_000;

const latencies: number[] = [];
let sent = 0;
let errors = 0;
let counting = false;
let running = true;

/** Each request is an event of its own, as in life: one that came before would be answered from memory. */
const name = (request: Buffer): void => {
  sent += 1;
  const id = `${process.pid}-${sent}`.padStart(CALL_ID.length, '-');
  for (const at of idsAt) request.write(id, at, 'latin1');
};

/** The length of an answer with its headers; 0 while that is unknown. */
const lengthOf = (text: string): number => {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return 0;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end + 2));
  return length === null ? 0 : end + 4 + Number(length[1]);
};

/** Posts one event after the other over one connection, until the time is over. */
const drive = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = Buffer.from(template); // written again only once it was answered
    let began = 0;
    let text = '';

    const post = (): void => {
      name(request);
      text = '';
      began = performance.now();
      socket.write(request);
    };

    const read = (size: number, bytes: Uint8Array): boolean => {
      text += Buffer.from(bytes.buffer, bytes.byteOffset, size).toString('latin1');
      const length = lengthOf(text);
      if (length === 0 || text.length < length) return true;
      if (counting) latencies.push(performance.now() - began);
      if (!text.startsWith('HTTP/1.1 200 ') || !text.includes('"results"')) errors += 1; // shown: it is no result then
      if (running) post();
      else socket.end(resolve);
      return true;
    };

    const socket: Socket = connect({
      host: target.hostname,
      port: Number(target.port),
      noDelay: true,
      onread: { buffer: Buffer.alloc(64 * 1024), callback: read },
    });
    socket.once('connect', post);
    socket.once('error', reject);
  });

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const cpu = process.cpuUsage();
const drivers = Array.from({ length: Number(connections) }, drive);
await wait(WARM_UP_MS);
counting = true;
const began = performance.now();
await wait(Number(seconds) * 1000);
counting = false;
const elapsed = (performance.now() - began) / 1000;
running = false;
await Promise.all(drivers);
const { user, system } = process.cpuUsage(cpu);

latencies.sort((a, b) => a - b);
const at = (share: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
console.log(
  JSON.stringify({
    perSecond: latencies.length / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    errors,
    /** All that were sent, the warm-up included, and the CPU of this process for each, in ms. */
    sent,
    cpuMs: (user + system) / 1000 / sent,
  }),
);

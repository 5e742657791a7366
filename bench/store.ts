// What a row of the event journal and of the run log costs, on SQLite and on Postgres, and the two choices behind it:
// how bytes are packed, and how they get into SQLite. Run: node bench/store.ts. Results: docs/storage.md.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { constants, deflateRawSync, zstdCompressSync } from 'node:zlib';
import { openStore, type Store } from '#lib/store/store.ts';
import { event, finishedRun, startedRun } from '#lib/store/testing/factories.ts';
import { startPostgres } from '#lib/store/testing/postgres.ts';

const EVENTS = 4_000;

const samples = async (): Promise<Buffer[]> => {
  const folder = 'lib/vapi/fixtures/samples';
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  const bodies = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  // As they come over the wire, without the indentation of the files.
  return bodies.map((body) => Buffer.from(JSON.stringify(JSON.parse(body.toString()))));
};

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Per item. */
const measure = async (items: number, work: () => Promise<void> | void): Promise<Cost> => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: (performance.now() - start) / items, cpuMs: (user + system) / 1000 / items };
};

const report = (what: string, { wallMs, cpuMs }: Cost): void =>
  console.log(
    `${what.padEnd(58)} ${wallMs.toFixed(3).padStart(8)} ms wall ${cpuMs.toFixed(3).padStart(8)} ms CPU`,
  );

const benchPacking = async (bodies: readonly Buffer[]): Promise<void> => {
  const zstd = (level: number) => (body: Buffer) =>
    zstdCompressSync(body, { params: { [constants.ZSTD_c_compressionLevel]: level } });
  const codecs: [string, (body: Buffer) => Buffer][] = [
    ['deflate 1', (body) => deflateRawSync(body, { level: 1 })],
    ['deflate 6', (body) => deflateRawSync(body, { level: 6 })],
    ['zstd 1', zstd(1)],
    ['zstd 3', zstd(3)],
  ];
  const size = bodies.reduce((sum, body) => sum + body.byteLength, 0);
  console.log(`\nPacking ${bodies.length} bodies of ${Math.round(size / bodies.length)} bytes on average`);
  for (const [name, codec] of codecs) {
    for (const body of bodies) codec(body);
    const packed = bodies.reduce((sum, body) => sum + codec(body).byteLength, 0);
    const cost = await measure(bodies.length * 50, () => {
      for (let round = 0; round < 50; round += 1) for (const body of bodies) codec(body);
    });
    report(`${name}, to ${((packed / size) * 100).toFixed(0)} %`, cost);
  }
};

/** The journal with so many events in flight. */
const benchJournal = async (store: Store, bodies: readonly Buffer[], inFlight: number): Promise<void> => {
  const count = inFlight === 1 ? EVENTS / 8 : EVENTS;
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      const body = bodies[next % bodies.length] ?? Buffer.alloc(0);
      await store.journal.append(
        event({
          body,
          receivedAt: new Date(),
          callId: `call-${next % 50}`,
          message: { call: { type: 'webCall' } },
        }),
      );
    }
  };
  const cost = await measure(count, async () => {
    await Promise.all(Array.from({ length: inFlight }, client));
  });
  report(`${store.provider}: journal, ${inFlight} in flight, per event`, cost);
};

const benchRunLog = async (store: Store): Promise<void> => {
  const output = { order: { id: 12_345, status: 'shipped', carrier: 'DHL', items: ['shirt', 'trousers'] } };
  const step = {
    nodeId: 'look_up_order',
    status: 'completed' as const,
    startMs: 1,
    durationMs: 2,
    attempts: 1,
    output,
  };
  const document = {
    steps: Array.from({ length: 6 }, () => step),
    reply: { status: 200, headers: {}, body: output },
  };
  const cost = await measure(EVENTS, async () => {
    for (let index = 0; index < EVENTS; index += 1) {
      const run = startedRun({ startedAt: new Date(), callId: `call-${index % 50}` });
      store.runLog.start(run);
      store.runLog.finish(finishedRun(run.id, { document }));
      if (index % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
    }
    await store.runLog.flush();
  });
  report(`${store.provider}: run log, row and document, per run`, cost);
};

/** How 100 rows with 1 kB of bytes each get into a table: one JSON parameter, or a parameter for every value. */
const benchEncodings = async (store: Store): Promise<void> => {
  const { prisma, provider } = store;
  const isSqlite = provider === 'sqlite';
  await prisma.$executeRawUnsafe(`CREATE TABLE encodings (a text, b text, c ${isSqlite ? 'blob' : 'bytea'})`);
  const rows = Array.from({ length: 100 }, (_, index) => ({
    a: `id-${index}`,
    b: 'tool-calls',
    c: Buffer.alloc(1000, index),
  }));
  const rounds = 30;
  const json = await measure(rounds * rows.length, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const encoding = isSqlite ? 'hex' : 'base64';
      const text = JSON.stringify(rows.map((row) => ({ ...row, c: row.c.toString(encoding) })));
      await prisma.$executeRawUnsafe(
        isSqlite
          ? "INSERT INTO encodings SELECT value ->> 'a', value ->> 'b', unhex(value ->> 'c') FROM json_each(?)"
          : "INSERT INTO encodings SELECT a, b, decode(c, 'base64') FROM json_to_recordset($1::json) AS r(a text, b text, c text)",
        text,
      );
    }
  });
  const parameters = await measure(rounds * rows.length, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const places = rows.map((_, row) =>
        isSqlite ? '(?, ?, ?)' : `($${row * 3 + 1}, $${row * 3 + 2}, $${row * 3 + 3})`,
      );
      const values = rows.flatMap((row) => [row.a, row.b, row.c]);
      await prisma.$executeRawUnsafe(`INSERT INTO encodings VALUES ${places.join(', ')}`, ...values);
    }
  });
  report(`${provider}: one JSON parameter, per row`, json);
  report(`${provider}: a parameter for each value, per row`, parameters);
};

const benchStore = async (store: Store, bodies: readonly Buffer[]): Promise<void> => {
  console.log('');
  await benchJournal(store, bodies, 10); // warms up
  for (const inFlight of [1, 10, 50]) await benchJournal(store, bodies, inFlight);
  await benchRunLog(store);
  await benchRunLog(store);
  await benchEncodings(store);
  const large = Buffer.alloc(10 * 1024 * 1024);
  for (let index = 0; index < large.length; index += 1) large[index] = Math.floor(Math.random() * 256);
  report(
    `${store.provider}: one event of 10 MiB that does not compress`,
    await measure(1, () => store.journal.append(event({ body: large }))),
  );
  await store.close();
};

const bodies = await samples();
const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-bench-'));
const postgres = await startPostgres({ isDurable: true });
try {
  await benchPacking(bodies);
  await benchStore(await openStore({ dataDir }), bodies);
  await benchStore(
    await openStore({ dataDir, databaseUrl: postgres.url, encryptionKey: 'ab'.repeat(32) }),
    bodies,
  );
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true });
}

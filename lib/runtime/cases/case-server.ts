import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { parseGraph } from '#lib/graph/parse.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { validate } from '#lib/graph/validate.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { openStore, type Store } from '#lib/store/store.ts';
import type { Access } from '#lib/vapi/credentials/access.ts';
import { publishWorkflow, serve } from '../testing/serve.ts';
import { type Outside, openOutside } from './outside.ts';

/** A graph document of `flows/`, as a user would import and publish it: without errors, and without warnings. */
export const readFlow = (name: string): GraphDocument => {
  const parsed = parseGraph(JSON.parse(readFileSync(new URL(`flows/${name}.json`, import.meta.url), 'utf8')));
  if (!parsed.ok) throw new Error(`${name}: ${parsed.issues[0]?.message}`);
  expect(validate(parsed.graph, definitions)).toEqual([]);
  return parsed.graph;
};

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface ServedFlow {
  readonly workflowId: string;
  readonly send: (request: {
    readonly method?: string;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  }) => Promise<Answered>;
}

export interface CaseServer {
  readonly store: Store;
  readonly outside: Outside;
  /** Publishes a graph under a server URL of its own: cases use the same ids again, which one workflow answers once. */
  readonly publish: (flow: string, access?: Access) => Promise<ServedFlow>;
  /** Until everything is written down and no run is going on. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * A runtime on loopback with flows that reach loopback. On SQLite alone: the database that keeps the events has no part
 * in what is answered.
 */
export const openCaseServer = async (
  secrets: (outside: Outside) => Record<string, string>,
): Promise<CaseServer> => {
  vi.stubEnv('PATCHBAY_ALLOW_PRIVATE_NETWORKS', '127.0.0.0/8'); // read once, when the runtime opens
  const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-cases-'));
  const [outside, store] = await Promise.all([openOutside(), openStore({ dataDir })]);
  for (const [name, value] of Object.entries(secrets(outside))) await store.secrets.set(name, value);
  const { runtime, address, close } = await serve(store);
  return {
    store,
    outside,
    publish: async (flow, access) => {
      const { id, token } = await publishWorkflow(store, readFlow(flow), runtime.refresh);
      if (access !== undefined) {
        await store.workflows.changeAccess(id, () => access);
        await runtime.refresh(id);
      }
      return { workflowId: id, send: sender(`${address}/api/vapi/${token}`) };
    },
    settled: async () => {
      await store.journal.flush();
      await expect
        .poll(
          async () => {
            await store.runLog.flush();
            return (await store.runs.list({ limit: 200, status: 'running' })).items.length;
          },
          { timeout: 15_000 },
        )
        .toBe(0);
    },
    close: async () => {
      await close();
      await store.close();
      await outside.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const sender =
  (url: string): ServedFlow['send'] =>
  async ({ method = 'POST', body, headers = { 'content-type': 'application/json' } }) => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(url, { method, headers: { ...headers }, ...text });
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(answer) : answer,
    };
  };

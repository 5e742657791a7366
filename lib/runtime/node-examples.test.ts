import { afterAll, expect, test } from 'vitest';
import { definitions } from '#lib/nodes/definitions.ts';
import { runnerFor } from '#lib/nodes/runners.ts';
import type { HttpResponse, StepResult } from '#lib/nodes/step.ts';
import { createMemory, plainHttp, stepContext } from '#lib/nodes/test-context.ts';
import { createSandbox } from '#lib/sandbox/sandbox.ts';

const sandbox = createSandbox({ children: 1, spares: 1 });
afterAll(() => sandbox.close());

const memory = createMemory();
const code = sandbox.port('examples', 'waiting', { http: plainHttp, memory });

const SECRETS = { CRM_TOKEN: 'token' };
const entries = Object.entries(definitions);

test.each(entries)('the example of %s can be published as it is', (_, { config, check, example }) => {
  expect(Object.keys(config.shape)).toEqual(expect.arrayContaining(Object.keys(example.config)));
  const parsed = config.safeParse(example.config);
  expect(parsed.success ? [] : parsed.error.issues).toEqual([]);
  expect(check?.(config.parse(example.config)) ?? []).toEqual([]);
});

test.each(entries)('the example of %s gives what it says', async (type, { example }) => {
  const { given, output, handle, reply, error } = example;
  const answer: HttpResponse = {
    status: 200,
    statusText: 'OK',
    headers: { 'content-type': given.audio ? 'audio/pcm' : 'application/json' },
    body: given.audio ? new Uint8Array(320) : new TextEncoder().encode(JSON.stringify(given.answer ?? {})),
    url: 'https://answer.example/',
  };
  const call = {
    id: 'call-1',
    customer: { number: '+14155552671', name: 'Ada' },
    monitor: { controlUrl: 'https://control.example/call-1' },
  };
  const context = stepContext({
    scope: {
      event: { ...given.event },
      call,
      secrets: SECRETS,
      steps: Object.fromEntries(
        Object.entries(given.steps ?? {}).map(([id, each]) => [id, { output: each }]),
      ),
      ...(given.tool === undefined ? {} : { tool: { id: 't1', name: 'ask', arguments: given.tool } }),
    },
    inputs: Object.entries(given.inputs ?? {}).map(([from, each]) => ({ from, output: each })),
    ports: {
      memory,
      code,
      http: {
        request: async () => answer,
        stream: async () => ({ ...answer, body: new Blob([new Uint8Array(answer.body)]).stream() }),
      },
      vapi: { request: async () => answer },
    },
  });
  const run = runnerFor(type)({ ...example.config })(context);
  if (error !== undefined) {
    await expect(run).rejects.toThrow(error);
    return;
  }
  const result = await run;
  if (output !== undefined) expect(result.loop?.items ?? result.output).toEqual(output);
  if (handle !== undefined) expect(result.handle).toBe(handle);
  if (reply !== undefined) expect(bodyOf(result)).toEqual(reply);
  expect([output, handle, reply].some((each) => each !== undefined)).toBe(true);
});

/** What is said of a reply: its body, or that it is audio. */
const bodyOf = ({ reply }: StepResult): unknown => {
  if (reply === undefined) return undefined;
  if (reply.kind === 'voice-request') return 'audio';
  if (reply.kind !== 'tool-call') return reply.body;
  const { kind: _kind, ...entry } = reply;
  return entry;
};

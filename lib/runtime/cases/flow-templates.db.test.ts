/** Every template of the gallery, published as it is, run by real events against servers on loopback. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fillTemplate, needKey } from '#lib/flow-templates/fill-template.ts';
import { flowTemplate, flowTemplates } from '#lib/flow-templates/flow-templates.ts';
import { openStore, type Store } from '#lib/store/store.ts';
import { checkReply } from '#lib/vapi/check-reply.ts';
import { publishWorkflow, type Served, serve } from '../testing/serve.ts';
import { type Asked, type Outside, type OutsideAnswer, type Outsider, openOutside } from './outside.ts';

let store: Store;
let outside: Outside;
let served: Served;
let dataDir: string;

beforeAll(async () => {
  vi.stubEnv('PATCHBAY_ALLOW_PRIVATE_NETWORKS', '127.0.0.0/8'); // read once, when the runtime opens
  dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-templates-'));
  [outside, store] = await Promise.all([openOutside(), openStore({ dataDir })]);
  for (const need of flowTemplates.flatMap(({ needs }) => needs)) {
    if (need.kind === 'secret') await store.secrets.set(need.name, onLoopback(need.example));
  }
  served = await serve(store);
});
afterAll(async () => {
  await served.close();
  await store.close();
  await outside.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** The address on loopback that stands for one of the internet; any other text as it is. */
const onLoopback = (text: string): string =>
  text.startsWith('https://') ? outside.addressOf(text.slice('https://'.length)) : text;

interface Message {
  readonly type: string;
  readonly [field: string]: unknown;
}

interface Published {
  /** Posts an event, waits until its flow has ended and gives the answer, which Vapi must take. */
  readonly post: (message: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly failedRuns: () => Promise<number>;
}

const publish = async (key: string): Promise<Published> => {
  const template = flowTemplate(key);
  if (template === undefined) throw new Error(`no template ${key}`);
  const values = Object.fromEntries(template.needs.map((need) => [needKey(need), need.example]));
  const graph = fillTemplate((await template.load()).graph, template.needs, values, []);
  const { id, token } = await publishWorkflow(store, graph, served.runtime.refresh);
  return {
    post: async (given) => {
      const message = atLoopback(given);
      const response = await fetch(`${served.address}/api/vapi/${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message }),
      });
      const answer: unknown = await response.json();
      expect([response.status, checkReply(message.type, answer)]).toEqual([200, undefined]);
      await settled();
      return answer;
    },
    failedRuns: async () =>
      (await store.runs.list({ limit: 50, workflowId: id, status: 'failed' })).items.length,
  };
};

const settled = async (): Promise<void> => {
  await store.journal.flush();
  await expect
    .poll(
      async () => {
        await store.runLog.flush();
        return (await store.runs.list({ limit: 50, status: 'running' })).items.length;
      },
      { timeout: 20_000 }, // the machine may be busy
    )
    .toBe(0);
};

/** The event, with the control URL of its call on loopback. */
const atLoopback = (message: Readonly<Record<string, unknown>>): Message => {
  const text = JSON.stringify(message).replace(/"controlUrl":"([^"]+)"/, (_, url: string) => {
    return `"controlUrl":${JSON.stringify(onLoopback(url))}`;
  });
  return JSON.parse(text);
};

const ok = (body: unknown, status = 200): OutsideAnswer => ({ status, body });
const down: Outsider = () => 'breaks';

const routes =
  (table: Readonly<Record<string, OutsideAnswer>>): Outsider =>
  ({ method, url }) =>
    table[`${method} ${url.split('?')[0]}`] ?? ok({ message: 'not found' }, 404);

const requests = (asked: readonly Asked[]): string[] => asked.map(({ method, url }) => `${method} ${url}`);

/** What the world outside of each sample answers, and what the flow must ask it for. */
const worlds: Readonly<Record<string, { readonly answers: Outsider; readonly asked: readonly unknown[] }>> = {
  'order-line': { answers: down, asked: [] },
  'greet-known-callers': {
    answers: routes({
      'GET https://crm.example/api/contacts': ok({ name: 'Ada', notes: 'Prefers mornings.' }),
    }),
    asked: [
      {
        method: 'GET',
        url: 'https://crm.example/api/contacts?phone=%2B14155550142',
        headers: { authorization: 'Bearer crm-key' },
      },
    ],
  },
  'look-up-order': {
    answers: routes({
      'GET https://shop.example/api/orders/1001': ok({ status: 'SHIPPED', arrives: '2026-12-01' }),
    }),
    asked: [{ method: 'GET', headers: { authorization: 'Bearer shop-key' } }],
  },
  'book-appointment': {
    answers: routes({
      'GET https://calendar.example/api/slots': ok({ slots: [{ time: '09:00' }, { time: '11:30' }] }),
    }),
    asked: [{ url: 'https://calendar.example/api/slots?date=2026-12-01' }],
  },
  'business-hours': { answers: down, asked: [] },
  'reject-spam': { answers: down, asked: [] },
  'knowledge-base': {
    answers: routes({
      'POST https://search.example/query': ok({
        hits: [{ id: 'returns', score: 0.92, text: 'Items can be returned within 30 days.' }],
      }),
    }),
    asked: [{ body: { query: 'How long do I have to return items?', limit: 4 } }],
  },
  'call-back-request': {
    answers: routes({ 'POST https://tasks.example/api/tasks': ok({ id: 1 }, 201) }),
    asked: [
      {
        headers: { 'idempotency-key': 'sample-tool-call', authorization: 'Bearer tasks-key' },
        body: {
          title: 'Call Ada back',
          phone: '+14155550142',
          reason: 'A question about the offer',
          when: 'tomorrow morning',
          callId: 'sample-call',
        },
      },
    ],
  },
  survey: {
    answers: routes({ 'POST https://survey.example/answers': ok({}) }),
    asked: [
      {
        body: {
          callId: 'sample-call',
          phone: '+14155550142',
          score: 2,
          comment: 'It took too long.',
          summary: 'Asked for an order twice.',
        },
      },
    ],
  },
  'tools-you-have': {
    answers: routes({ 'POST https://tools.example/rate_call': ok({ thanks: true }) }),
    asked: [{ body: { stars: 5 }, headers: { authorization: 'Bearer tools-key' } }],
  },
  'transfer-by-department': { answers: down, asked: [] },
  'hand-off': { answers: down, asked: [] },
  'escalate-upset-caller': {
    answers: routes({
      'POST https://control.example/sample-call': ok({}),
      'POST https://hooks.slack.com/services/T000/B000/XXXX': ok('ok'),
    }),
    asked: [
      {
        url: 'https://control.example/sample-call',
        body: { type: 'transfer', destination: { type: 'number', number: '+14155550119' } },
      },
      { body: { text: expect.stringContaining('I am fed up, I want to speak to a human.') } },
    ],
  },
  'summary-to-slack': {
    answers: () => ok('ok'),
    asked: [
      {
        body: {
          text: '*Call with +14155550142*\nAda booked an appointment for Monday at 15:00.\n_Ended: customer-ended-call_\n<https://recordings.example/1.wav|Recording>',
        },
      },
    ],
  },
  'summary-by-email': {
    answers: () => ok({ id: 'mail-1' }),
    asked: [
      {
        url: 'https://api.resend.com/emails',
        headers: { authorization: 'Bearer mail-key', 'idempotency-key': 'call-sample-call' },
        body: {
          from: 'calls@example.com',
          to: ['team@example.com'],
          subject: 'Call with +14155550142',
          text: 'Ada booked an appointment for Monday at 15:00.\n\nEnded: customer-ended-call\n\nAI: How can I help?\nUser: An appointment, please.',
        },
      },
    ],
  },
  'report-to-webhook': {
    answers: () => ok({}),
    asked: [
      {
        headers: { 'idempotency-key': 'sample-call', authorization: 'Bearer reports-key' },
        body: {
          callId: 'sample-call',
          caller: '+14155550142',
          endedReason: 'customer-ended-call',
          summary: 'Ada booked an appointment.',
          data: { booked: true },
          transcript: 'AI: How can I help?',
          recording: 'https://recordings.example/1.wav',
          cost: 0.12,
        },
      },
    ],
  },
  'crm-upsert': {
    answers: routes({
      'GET https://crm.example/api/contacts': ok([{ id: 7 }]),
      'PATCH https://crm.example/api/contacts/7': ok({}, 200),
      'POST https://crm.example/api/contacts/7/notes': ok({}, 201),
    }),
    asked: [
      { method: 'GET' },
      { method: 'PATCH', body: { lastCallAt: '2025-11-24T10:30:00.000Z' } },
      { method: 'POST', body: { text: 'Wants an offer.', callId: 'sample-call' } },
    ],
  },
  'campaign-check': {
    answers: () => ok({}, 404),
    asked: [{ url: 'https://crm.example/api/do-not-call/%2B14155550142' }],
  },
};

test.each(flowTemplates.map((template) => [template.title, template] as const))(
  '“%s” answers its sample as the gallery says, and asks the world outside for the right things',
  async (_, { key, load }) => {
    const world = worlds[key];
    if (world === undefined) throw new Error(`Say what the world outside of ${key} answers.`);
    const { sample } = await load();
    const asked = outside.play(world.answers);
    const flow = await publish(key);
    let answer: unknown;
    for (const event of sample.events) answer = await flow.post(event);
    expect(answer).toEqual(sample.answer ?? {});
    expect(asked).toMatchObject(world.asked);
    expect(asked).toHaveLength(world.asked.length);
    expect(await flow.failedRuns()).toBe(0);
  },
);

describe('when something is different from the sample', () => {
  const inCall = { id: 'call-2', customer: { number: '+14155550142' } };
  let count = 0;
  const tool = (name: string, given: object, call: object = inCall): Message => {
    count += 1;
    const id = `tool-${count}`;
    return {
      type: 'tool-calls',
      call,
      toolCallList: [{ id, type: 'function', function: { name, arguments: given } }],
    };
  };
  const resultOf = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer)).results[0];

  test.each([
    ['does not know the caller', () => ok({ message: 'not found' }, 404)],
    ['has no name', () => ok({ name: '' })],
    ['is down', down],
  ] as const)('a CRM that %s costs the name, not the call', async (_, answers) => {
    outside.play(answers);
    const flow = await publish('greet-known-callers');
    const answer = await flow.post({ type: 'assistant-request', call: inCall });
    expect(answer).toMatchObject({ assistantOverrides: { variableValues: { customerName: 'there' } } });
  });

  test('an order that does not exist is asked for again, a shop that is down is said to be', async () => {
    outside.play(() => ok({}, 404));
    const flow = await publish('look-up-order');
    const asked = () => flow.post(tool('look_up_order', { order_number: 'X9' }));
    expect(resultOf(await asked())).toMatchObject({
      result: 'There is no order X 9. Ask the caller to read the number again.',
    });
    const apology = { error: 'The shop does not answer right now. Apologise and offer to call back.' };
    outside.play(() => ok({}, 500));
    expect(resultOf(await asked())).toMatchObject(apology);
    outside.play(down);
    expect(resultOf(await asked())).toMatchObject(apology);
  });

  test('a day that is full is said to be; a booking is confirmed and not made twice in a call', async () => {
    const asked = outside.play(
      routes({
        'GET https://calendar.example/api/slots': ok({ slots: [] }),
        'POST https://calendar.example/api/bookings': ok({ code: 'XK7' }, 201),
      }),
    );
    const flow = await publish('book-appointment');
    expect(resultOf(await flow.post(tool('check_availability', { date: '2026-12-02' })))).toMatchObject({
      result: 'Nothing is free on Wednesday, December 2. Offer another day.',
    });
    const booking = { date: '2026-12-01', time: '09:00', name: ' Ada ' };
    expect(resultOf(await flow.post(tool('book_appointment', booking)))).toMatchObject({
      result: 'Booked for Tuesday, December 1 at 09:00. The code is X K 7.',
    });
    expect(asked.at(-1)?.body).toEqual({ start: '2026-12-01T09:00', name: 'Ada', phone: '+14155550142' });
    expect(resultOf(await flow.post(tool('book_appointment', { ...booking, time: '11:30' })))).toMatchObject({
      result: expect.stringContaining('already has an appointment on Tuesday, December 1 at 09:00'),
    });
    expect(asked).toHaveLength(2);
  });

  test.each([
    [409, { result: expect.stringContaining('taken a moment ago') }],
    [500, { error: expect.stringContaining('did not take the booking') }],
  ] as const)('a calendar that answers %i to a booking', async (status, expected) => {
    outside.play(() => ok({}, status));
    const flow = await publish('book-appointment');
    const booking = { date: '2026-12-01', time: '09:00', name: 'Ada' };
    expect(resultOf(await flow.post(tool('book_appointment', booking)))).toMatchObject(expected);
  });

  test.each([
    ['on Monday at 8:59', '2025-11-24T13:59:00Z'],
    ['on Monday at 17:00', '2025-11-24T22:00:00Z'],
    ['on Saturday at noon', '2025-11-29T17:00:00Z'],
  ])('the office is closed %s: the assistant takes a message', async (_, time) => {
    const flow = await publish('business-hours');
    const answer = await flow.post({ type: 'assistant-request', timestamp: Date.parse(time), call: inCall });
    expect(answer).toMatchObject({ assistantOverrides: { variableValues: { officeIs: 'closed' } } });
  });

  test('who is no spammer is answered', async () => {
    const flow = await publish('reject-spam');
    await flow.post({
      type: 'end-of-call-report',
      call: inCall,
      analysis: { structuredData: { isSpam: false } },
    });
    expect(await flow.post({ type: 'assistant-request', call: inCall })).toMatchObject({
      assistantId: expect.any(String),
    });
  });

  test('a search that is down is admitted', async () => {
    outside.play(down);
    const flow = await publish('knowledge-base');
    const answer = await flow.post({ type: 'knowledge-base-request', call: inCall, messages: [] });
    expect(answer).toMatchObject({ message: { content: expect.stringContaining('cannot look that up') } });
  });

  test('a call-back without a number is asked for one; one that cannot be noted is not promised', async () => {
    const asked = outside.play(down);
    const flow = await publish('call-back-request');
    const wanted = { name: 'Ada', reason: 'An offer', when: 'later' };
    const fromWeb = await flow.post(tool('request_call_back', wanted, { id: 'web-1', type: 'webCall' }));
    expect(resultOf(fromWeb)).toMatchObject({ error: expect.stringContaining('no number') });
    expect(asked).toEqual([]);
    expect(resultOf(await flow.post(tool('request_call_back', wanted)))).toMatchObject({
      error: expect.stringContaining('could not be noted'),
    });
  });

  test('a call without a rating sends nothing to the survey', async () => {
    const asked = outside.play(() => ok({}));
    const flow = await publish('survey');
    await flow.post({ type: 'end-of-call-report', call: inCall, analysis: { summary: 'Short.' } });
    expect(asked).toEqual([]);
  });

  test.each([
    ['I want to buy two.', '+14155550111'],
    ['It is broken.', '+14155550112'],
  ])('“%s” goes to %s', async (message, number) => {
    const flow = await publish('transfer-by-department');
    const artifact = { messages: [{ role: 'user', message }] };
    const answer = await flow.post({ type: 'transfer-destination-request', call: inCall, artifact });
    expect(answer).toMatchObject({ destination: { number } });
  });

  test('nobody is transferred or handed over by guessing', async () => {
    const transfers = await publish('transfer-by-department');
    expect(await transfers.post({ type: 'transfer-destination-request', call: inCall })).toMatchObject({
      error: expect.stringContaining('sales, support or billing'),
    });
    const handOffs = await publish('hand-off');
    expect(await handOffs.post({ type: 'handoff-destination-request', call: inCall })).toMatchObject({
      error: expect.stringContaining('not clear'),
    });
  });

  test('one angry sentence, or one of the assistant, transfers nobody; a failed transfer is told', async () => {
    const asked = outside.play(
      routes({ 'POST https://hooks.slack.com/services/T000/B000/XXXX': ok('ok') }), // the control URL is gone: 404
    );
    const flow = await publish('escalate-upset-caller');
    const call = { ...inCall, monitor: { controlUrl: 'https://control.example/call-2' } };
    const speaks = (role: string, timestamp: number) =>
      flow.post({
        type: 'transcript',
        role,
        transcriptType: 'final',
        transcript: 'This is ridiculous!',
        timestamp,
        call,
      });
    await speaks('user', 1);
    await speaks('assistant', 2);
    expect(asked).toEqual([]);
    await speaks('user', 3);
    expect(requests(asked)).toEqual([
      'POST https://control.example/call-2',
      'POST https://hooks.slack.com/services/T000/B000/XXXX',
    ]);
    expect(asked[1]?.body).toMatchObject({ text: expect.stringContaining('could not be transferred') });
  });

  test.each(['summary-to-slack', 'summary-by-email'])(
    '%s: a call without a talk bothers nobody',
    async (key) => {
      const asked = outside.play(() => ok({}));
      const flow = await publish(key);
      await flow.post({ type: 'end-of-call-report', call: inCall, endedReason: 'customer-did-not-answer' });
      expect(asked).toEqual([]);
    },
  );

  test('a system that refuses a report makes the run a failed one, to be replayed', async () => {
    outside.play(() => ok({ message: 'no' }, 400));
    const flow = await publish('report-to-webhook');
    await flow.post({ type: 'end-of-call-report', call: inCall });
    expect(await flow.failedRuns()).toBe(1);
  });

  test('a caller whom the CRM does not know becomes a contact', async () => {
    const asked = outside.play(
      routes({
        'GET https://crm.example/api/contacts': ok([]),
        'POST https://crm.example/api/contacts': ok({ id: 'c 1' }, 201),
        'POST https://crm.example/api/contacts/c%201/notes': ok({}, 201),
      }),
    );
    const flow = await publish('crm-upsert');
    await flow.post({
      type: 'end-of-call-report',
      call: inCall,
      analysis: { summary: 'New.', structuredData: { name: 'Bo' } },
    });
    expect(asked[1]?.body).toMatchObject({ phone: '+14155550142', name: 'Bo' });
    expect(requests(asked).at(-1)).toBe('POST https://crm.example/api/contacts/c%201/notes');
    expect(await flow.failedRuns()).toBe(0);
  });

  test.each([
    ['has the number', () => ok({}, 200)],
    ['is in trouble', () => ok({}, 500)],
    ['is down', down],
  ] as const)('a do-not-call list that %s: nobody is called', async (_, answers) => {
    outside.play(answers);
    const flow = await publish('campaign-check');
    const contact = { number: '+14155550142' };
    expect(await flow.post({ type: 'campaign.predial', campaignId: 'c', contact })).toEqual({
      eligible: false,
    });
  });

  test('a server of yours that fails is told as an error of the tool', async () => {
    outside.play(() => ok({}, 500));
    const flow = await publish('tools-you-have');
    expect(resultOf(await flow.post(tool('rate_call', {})))).toMatchObject({
      error: expect.stringContaining('rate_call failed'),
    });
  });
});

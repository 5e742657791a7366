/** What servers for Vapi usually do, as flows, beside the two of cases.db.test.ts. See docs/example-servers.md. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkReply } from '#lib/vapi/check-reply.ts';
import { type CaseServer, openCaseServer, type ServedFlow } from './case-server.ts';
import type { Asked, OutsideAnswer, Outsider } from './outside.ts';

let server: CaseServer;
beforeAll(async () => {
  server = await openCaseServer(({ addressOf }) => ({
    CRM_URL: addressOf('crm.example'),
    CRM_KEY: 'crm-key-of-the-test',
    CHAT_URL: addressOf('chat.example'),
    CALENDAR_URL: addressOf('calendar.example'),
    SHOP_URL: addressOf('shop.example'),
    TOOLS_URL: addressOf('tools.example'),
    OPENAI_URL: addressOf('api.openai.com'),
    OPENAI_KEY: 'sk-of-the-example',
    VECTORS_URL: addressOf('vectors.example'),
  }));
});
afterAll(() => server.close());

const ok = (body: unknown, status = 200): OutsideAnswer => ({ status, body });

type Routes = Readonly<Record<string, OutsideAnswer | Outsider>>;

/** Answers by method and URL without its query, `GET https://crm.example/contacts`; 404 for all else. */
const routes =
  (table: Routes): Outsider =>
  (asked) => {
    const answer = table[`${asked.method} ${asked.url.split('?')[0]}`] ?? ok({ message: 'not found' }, 404);
    return typeof answer === 'function' ? answer(asked) : answer;
  };

const sample = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../vapi/fixtures/samples/${file}.json`, import.meta.url), 'utf8'))
    .message;

/** Posts an event, and gives an answer that Vapi takes. */
const ask = async (
  flow: ServedFlow,
  message: Record<string, unknown> & { type: string },
): Promise<unknown> => {
  const { status, body } = await flow.send({ body: { message } });
  expect([status, checkReply(message.type, body)]).toEqual([200, undefined]);
  return body;
};

const requests = (asked: readonly Asked[]): string[] => asked.map(({ method, url }) => `${method} ${url}`);

describe('front desk: who answers, by number and by caller', () => {
  const callIn = (to: string, from = '+14155550142') => ({
    ...sample('assistant-request'),
    type: 'assistant-request',
    phoneNumber: { number: to, name: 'Riverside Clinic' },
    call: { id: `call-${to}-${from}`, customer: { number: from } },
  });
  const crm = routes({
    'GET https://crm.example/contacts': ok({ name: 'Ada', orders: [7, 8], notes: 'likes "tea"' }),
  });

  test('a saved assistant with what the CRM knows of the caller', async () => {
    const asked = server.outside.play(crm);
    const flow = await server.publish('front-desk');
    expect(await ask(flow, callIn('+14155550100'))).toEqual({
      assistantId: 'asst_sales',
      assistantOverrides: { variableValues: { customerName: 'Ada', openOrders: [7, 8] } },
    });
    expect(requests(asked)).toEqual(['GET https://crm.example/contacts?phone=%2B14155550142']);
    expect(asked[0]?.headers.authorization).toBe('Bearer crm-key-of-the-test');
  });

  test('a CRM that is down costs the greeting by name, not the call', async () => {
    server.outside.play(() => 'breaks');
    const flow = await server.publish('front-desk');
    expect(await ask(flow, callIn('+14155550100'))).toEqual({
      assistantId: 'asst_sales',
      assistantOverrides: { variableValues: { customerName: 'there', openOrders: null } },
    });
  });

  test('a squad, a person at once, or an assistant made for this caller, by the number called', async () => {
    server.outside.play(crm);
    const flow = await server.publish('front-desk');
    expect(await ask(flow, callIn('+14155550101'))).toMatchObject({
      squad: { members: [{ assistantId: 'asst_triage' }, { assistantId: 'asst_booking' }] },
    });
    expect(await ask(flow, callIn('+14155550102'))).toEqual({
      destination: {
        type: 'number',
        number: '+14155550199',
        message: 'Connecting you to the doctor on duty.',
      },
    });
    expect(await ask(flow, callIn('+14155550103'))).toMatchObject({
      assistant: {
        firstMessage: 'Hello Ada, how can I help?',
        maxDurationSeconds: 600,
        voice: { provider: '11labs', voiceId: 'paula' },
        model: {
          provider: 'openai',
          model: 'gpt-4o',
          temperature: 0.3,
          messages: [
            {
              role: 'system',
              content: 'You are the front desk of Riverside Clinic. What we know of the caller: likes "tea"',
            },
          ],
        },
      },
    });
  });

  test('who was found to be a spammer is rejected the next time, without asking anybody', async () => {
    const asked = server.outside.play(crm);
    const flow = await server.publish('front-desk');
    const from = '+14155550666';
    const report = {
      type: 'end-of-call-report',
      call: { id: 'spam-1', customer: { number: from } },
      analysis: { summary: 'Sells solar roofs.', structuredData: { isSpam: true } },
    };
    expect(await flow.send({ body: { message: report } })).toMatchObject({ status: 200, body: {} });
    await server.settled();
    expect(await ask(flow, callIn('+14155550100', from))).toEqual({
      error: 'This number does not take your calls. Goodbye.',
    });
    expect(asked).toEqual([]);
    expect(await ask(flow, callIn('+14155550100'))).toMatchObject({ assistantId: 'asst_sales' });
  });

  test('after the call: stored in the CRM in spite of two failures, a task per promise, the team told', async () => {
    const failures = [ok({}, 503), ok({}, 429)];
    const asked = server.outside.play(
      routes({
        'PUT https://crm.example/calls/call-9': () => failures.shift() ?? ok({}, 204),
        'POST https://crm.example/tasks': ok({ id: 1 }, 201),
        'POST https://chat.example/hooks/calls': ok({}),
      }),
    );
    const flow = await server.publish('front-desk');
    const tasks = [
      { title: 'Send the offer', due: '2026-12-01' },
      { title: 'Call "Bo" back', due: null },
    ];
    const report = {
      ...sample('end-of-call-report'),
      call: { id: 'call-9', customer: { number: '+14155550142' } },
      analysis: { summary: 'Wants an offer.', structuredData: { tasks } },
    };
    await flow.send({ body: { message: report } });
    await server.settled();
    const paths = asked.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
    expect(paths).toEqual([
      ...Array(3).fill('PUT /calls/call-9'),
      'POST /tasks',
      'POST /tasks',
      'POST /hooks/calls',
    ]);
    expect(asked[2]?.body).toMatchObject({ phone: '+14155550142', summary: 'Wants an offer.' });
    const made = asked.slice(3, 5).map(({ body }) => body);
    expect(made).toEqual(expect.arrayContaining(tasks.map((task) => ({ ...task, call: 'call-9' }))));
    expect(asked[5]?.body).toEqual({ text: 'Call with +14155550142: Wants an offer. (2 tasks)' });
  });
});

describe('bookings: tools with a calendar, a shop and a server from before', () => {
  let count = 0;
  const use = async (flow: ServedFlow, name: string, given: unknown, callId = 'call-1'): Promise<unknown> => {
    count += 1;
    const id = `tool-${count}`;
    const toolCallList = [{ id, type: 'function', function: { name, arguments: given } }];
    const call = { id: callId, customer: { number: '+14155550142' } };
    const { status, body } = await flow.send({
      body: { message: { type: 'tool-calls', call, toolCallList } },
    });
    expect([status, checkReply('tool-calls', body)]).toEqual([200, undefined]);
    expect(body).toMatchObject({ results: [{ toolCallId: id, name }] });
    return JSON.parse(JSON.stringify(body)).results[0];
  };

  test('free times are named in words; the calendar is asked once more when it stumbles', async () => {
    const answers = [ok({}, 502), ok({ slots: [{ time: '9:00' }, { time: '11:30' }, { time: '15:00' }] })];
    const asked = server.outside.play(() => answers.shift() ?? ok({ slots: [] }));
    const flow = await server.publish('bookings');
    expect(await use(flow, 'check_availability', { date: '2026-12-01' })).toMatchObject({
      result: 'Free on Tuesday, December 1: 9:00, 11:30 or 15:00.',
    });
    expect(requests(asked)).toEqual(Array(2).fill('GET https://calendar.example/slots?date=2026-12-01'));
    expect(await use(flow, 'check_availability', { date: '2026-12-02' })).toMatchObject({
      result: 'Nothing is free on Wednesday, December 2. Offer another day.',
    });
    expect(await use(flow, 'check_availability', { date: 'tomorrow' })).toMatchObject({
      error: expect.stringContaining('date'),
    });
    expect(asked).toHaveLength(3);
  });

  test('a booking is spoken word for word, remembered, told to the team, and can be cancelled', async () => {
    const asked = server.outside.play(
      routes({
        'POST https://calendar.example/bookings': ok({ id: 'b 1', code: 'XK7' }, 201),
        'POST https://chat.example/hooks/bookings': ok({}),
        'DELETE https://calendar.example/bookings/b%201': ok({}),
      }),
    );
    const flow = await server.publish('bookings');
    const given = JSON.stringify({ date: '2026-12-01', time: '09:00', name: ' Ada ' });
    expect(await use(flow, 'book_appointment', given)).toMatchObject({
      result: '{"id":"b 1","code":"XK7"}',
      message: {
        type: 'request-complete',
        content: 'You are booked for Tuesday at 09:00. Your code is X K 7.',
      },
      metadata: { bookingId: 'b 1' },
    });
    await server.settled();
    expect(asked[0]).toMatchObject({
      headers: { 'idempotency-key': `tool-${count}` },
      body: { start: '2026-12-01T09:00', name: 'Ada', phone: '+14155550142' },
    });
    expect(asked[1]?.body).toEqual({ text: 'Ada booked 2026-12-01 09:00' });
    expect(await use(flow, 'cancel_appointment', {})).toMatchObject({ result: 'The booking is cancelled.' });
    expect(await use(flow, 'cancel_appointment', {}, 'call-2')).toMatchObject({
      error: expect.stringContaining('Nothing was booked in this call'),
    });
  });

  test.each([
    [409, { next: '10:00' }, { result: 'That time was taken meanwhile. The next free one is 10:00.' }],
    [409, {}, { result: 'That time was taken meanwhile.' }],
    [500, {}, { error: 'The calendar answered 500. Take the number of the caller and promise a call.' }],
  ])('a calendar that answers %i %j', async (status, body, expected) => {
    server.outside.play(() => ok(body, status));
    const flow = await server.publish('bookings');
    const given = { date: '2026-12-01', time: '09:00', name: 'Ada' };
    expect(await use(flow, 'book_appointment', given)).toMatchObject(expected);
  });

  test('a tool is known however its name is written, and what is not known goes on to the old server', async () => {
    const asked = server.outside.play(
      routes({
        'GET https://shop.example/orders/A-7.json': ok({ order: { name: '#A-7', status: 'SHIPPED' } }),
        'POST https://tools.example/tools/rateCall': ok({ thanks: true }),
      }),
    );
    const flow = await server.publish('bookings');
    expect(await use(flow, 'getOrder', { orderId: 'a-7' })).toMatchObject({
      result: 'Order #A-7 is shipped.',
    });
    expect(await use(flow, 'GET_ORDER', { order_id: 'A-7' })).toMatchObject({
      result: 'Order #A-7 is shipped.',
    });
    expect(await use(flow, 'LookupOrder', { orderId: 'x9' })).toMatchObject({
      result: 'There is no order X 9. Ask the caller to read the number again.',
    });
    expect(await use(flow, 'rateCall', { stars: 5 })).toMatchObject({ result: '{"thanks":true}' });
    expect(asked.at(-1)?.body).toEqual({ stars: 5 });
  });
});

describe('questions: transfers, hand-offs, knowledge, pauses, campaigns', () => {
  const event = (type: string, more: Record<string, unknown> = {}) => ({ ...sample(type), type, ...more });

  test('a transfer goes to who is on duty in the department that the caller means', async () => {
    const asked = server.outside.play(
      routes({
        'GET https://crm.example/agents': ok([{ name: 'Bo', phone: '+14155550111', extension: '12' }]),
      }),
    );
    const flow = await server.publish('questions');
    expect(await ask(flow, event('transfer-destination-request'))).toEqual({
      destination: {
        type: 'number',
        number: '+14155550111',
        extension: '12',
        message: 'Connecting you to Bo.',
        transferPlan: { mode: 'warm-transfer-say-summary' },
      },
    });
    expect(requests(asked)).toEqual(['GET https://crm.example/agents?department=booking&status=available']);
  });

  test.each([
    ['nobody is there', ok([])],
    ['the list cannot be had', ok({}, 500)],
  ])('no transfer where %s', async (_, answer) => {
    server.outside.play(() => answer);
    const flow = await server.publish('questions');
    expect(await ask(flow, event('transfer-destination-request'))).toEqual({
      error: 'Nobody of booking is available. Offer to call back.',
    });
  });

  test('a hand-off by what the model found out', async () => {
    const flow = await server.publish('questions');
    expect(await ask(flow, event('handoff-destination-request'))).toMatchObject({
      destination: {
        type: 'assistant',
        assistantId: 'asst_onboarding',
        contextEngineeringPlan: { type: 'lastNMessages', maxMessages: 5 },
        assistantOverrides: { variableValues: { areaCode: 415 } },
      },
    });
    const other = await server.publish('questions');
    const parameters = { customerIntent: 'complaint' };
    expect(await ask(other, event('handoff-destination-request', { parameters }))).toEqual({
      error: 'Go on with the caller yourself.',
    });
  });

  test('knowledge from a vector search over the last question; words to say where it is down', async () => {
    const asked = server.outside.play(
      routes({
        'POST https://api.openai.com/v1/embeddings': ok({ data: [{ embedding: [1, 2] }] }),
        'POST https://vectors.example/query': ok({
          matches: [{ id: 'd1', score: 0.91, metadata: { text: '30 days, "unused".' } }],
        }),
      }),
    );
    const flow = await server.publish('questions');
    expect(await ask(flow, event('knowledge-base-request'))).toEqual({
      documents: [{ content: '30 days, "unused".', similarity: 0.91, uuid: 'd1' }],
    });
    expect(asked[0]?.body).toMatchObject({ input: 'How long do I have to return items?' });
    server.outside.play(() => 'breaks');
    const other = await server.publish('questions');
    expect(await ask(other, event('knowledge-base-request'))).toEqual({
      message: { type: 'custom-message', content: 'I cannot look that up right now.' },
    });
  });

  test.each([
    ["I'd like to book.", 0.4],
    ['My number is 415, 555,', 2.5],
  ])('after "%s" the assistant waits %d s', async (message, timeoutSeconds) => {
    const flow = await server.publish('questions');
    const messages = [{ role: 'user', message }];
    expect(await ask(flow, event('call.endpointing.request', { messages }))).toEqual({ timeoutSeconds });
  });

  test.each([
    [404, true],
    [200, false],
  ])('a number about which the do-not-call list answers %i: eligible %s', async (status, eligible) => {
    const asked = server.outside.play(() => ok({}, status));
    const flow = await server.publish('questions');
    expect(await ask(flow, event('campaign.predial'))).toEqual({ eligible });
    expect(requests(asked)).toEqual(['GET https://crm.example/do-not-call/%2B14155550142']);
  });
});

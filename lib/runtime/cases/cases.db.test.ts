/**
 * The behaviour of two public example servers for Vapi (`fixtures/`), rebuilt as flows (`flows/`): each case is posted
 * to the flow over HTTP, what the flow asks other servers for is held against what the original asked for, and the
 * answer against its answer. docs/example-servers.md lists the flows.
 *
 * What differs from the originals, on purpose:
 * - 201 becomes 200, which is what Vapi's docs ask for; where a flow says 201 itself, it is 201.
 * - An acknowledgement is always `{}`: the originals send nothing or `OK`, and Vapi reads neither.
 * - Each tool result has the tool's `name` too, which Vapi's schema requires.
 * - What makes the originals answer 500, or 404, is answered with something that Vapi understands; see `better`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { withSecret } from '#lib/store/testing/access.ts';
import { secretText } from '#lib/vapi/credentials/credential.ts';
import { type AcceptanceCase, readCases } from './case-file.ts';
import { type CaseServer, openCaseServer } from './case-server.ts';
import type { Asked, Outsider } from './outside.ts';
import { type Row, restTables, type Tables } from './rest-tables.ts';

const DATABASE_KEY = 'service-role-key-1';

let server: CaseServer;
beforeAll(async () => {
  server = await openCaseServer(({ addressOf }) => ({
    RANDOMUSER_URL: addressOf('randomuser.me'),
    WEATHER_URL: addressOf('api.openweathermap.org'),
    WEATHER_KEY: 'KEY',
    DATAMUSE_URL: addressOf('api.datamuse.com'),
    OPENAI_URL: addressOf('api.openai.com'),
    OPENAI_KEY: 'sk-of-the-example',
    VECTORS_URL: addressOf('vectors.example'),
    DATABASE_URL: addressOf('database.example'),
    DATABASE_KEY,
  }));
});
afterAll(() => server.close());

interface Better {
  /** Ends the name of the test. */
  readonly how: string;
  readonly body: unknown;
}

const acknowledged = (how: string): Better => ({ how, body: {} });
const noSuchTool = (name: string): Better => ({
  how: 'the assistant is told so, instead of nothing',
  body: { result: `There is no tool named "${name}" in this workflow.` },
});
const refusedCall: Better = {
  how: 'the caller hears why, instead of nothing',
  body: { error: 'Invalid call details provided.' },
};
const failedTool = (result: string): Better => ({
  how: 'the assistant is told so, instead of a 500 that Vapi ignores',
  body: { result },
});

/** What is answered where the original makes a mistake, or where Vapi does not look at its answer. By id. */
const better: Readonly<Record<string, Better>> = {
  'vercel.end-of-call-report': acknowledged('with {} instead of an empty body'),
  'vercel.assistant-request.no-call': refusedCall,
  'vercel.function-call.missing': acknowledged('acknowledged instead of a 500'),
  'vercel.function-call.findKeywords': {
    how: 'as the result, which the original leaves out',
    body: { result: '["sea","water","beach","wave","marine","atlantic","pacific","coast","deep","tide"]' },
  },
  'vercel.function-call.unknown': noSuchTool('doesNotExist'),
  'vercel.function-call.findKeywords.upstream-error': failedTool('No words could be found. Go on without.'),
  'vercel.function-call.getRandomName.upstream-error': failedTool('Error fetching random name'),
  'vercel.unknown-type': acknowledged('acknowledged instead of a 500'),
  'vercel.inbound.no-call': refusedCall,
  'vercel.inbound.other': acknowledged('acknowledged instead of a 500'),
  'vercel.functions.basic.unknown': noSuchTool('x'),
  'vercel.functions.basic.missing': acknowledged('acknowledged instead of a 500'),
  'meridian.end-of-call-report': acknowledged('with {} instead of OK'),
  'meridian.end-of-call-report.db-down': acknowledged('but tried again, and the run says that it failed'),
  'meridian.other': acknowledged('with {} instead of OK'),
};

const nameOf = ({ id, description }: AcceptanceCase): string => {
  const how = better[id]?.how;
  return `${id}: ${description}${how === undefined ? '' : `; ${how}`}`;
};

const isWrongMethod = ({ request }: AcceptanceCase): boolean => request.method !== 'POST';

const FLOWS: Readonly<Record<string, string>> = {
  '/api/webhook': 'server-example-webhook',
  '/api/inbound': 'server-example-inbound',
  '/api/functions/basic': 'server-example-basic',
  '/api/functions/rag': 'server-example-rag',
};

/** Not for Vapi: an API of the example's own that starts a call (a step of its own in Patchbay), and its front page. */
const NOT_FOR_VAPI: ReadonlySet<string> = new Set(['/api/outbound', '/api', '/health']);

const vercel = readCases('server-example-serverless-vercel.json');
const meridian = readCases('vapi-labs-meridian.json');

/** Answers as the case says its servers did; what it does not expect is answered 501 and fails the step. */
const scripted =
  ({ outgoing }: AcceptanceCase): Outsider =>
  ({ method, url }) => {
    const exchange = outgoing.find((one) => one.method === method && isUrl(url, one.url ?? ''));
    if (exchange?.fail !== undefined) return 'breaks';
    return exchange?.response ?? { status: 501, body: {} };
  };

const NATIONALITIES = /&nat=(AU|CA|FR|IN|IR|MX|NL|NO|NZ|RS|TR|US)$/;

const isUrl = (url: string, wanted: string): boolean =>
  wanted.endsWith('nat={one of the 12}')
    ? url.replace(NATIONALITIES, '&nat={one of the 12}') === wanted
    : url === wanted;

const expectAsked = (asked: readonly Asked[], { outgoing }: AcceptanceCase): void => {
  expect(asked.map(({ method }) => method)).toEqual(outgoing.map(({ method }) => method));
  for (const [index, { url = '' }] of outgoing.entries()) {
    expect(asked[index]?.url).toSatisfy((given: string) => isUrl(given, url));
  }
};

describe('VapiAI/server-example-serverless-vercel', () => {
  const isForVapi = ({ request }: AcceptanceCase): boolean => !NOT_FOR_VAPI.has(request.path);
  const posts = vercel.filter((one) => isForVapi(one) && !isWrongMethod(one));

  test.each(posts.map((one) => [nameOf(one), one] as const))('%s', async (_, one) => {
    const { send } = await server.publish(FLOWS[one.request.path] ?? '');
    const asked = server.outside.play(scripted(one));
    const answer = await send({ body: one.request.body });
    expectAsked(asked, one);
    expect(answer.body).toEqual(better[one.id]?.body ?? one.response.body);
    const { headers = {} } = one.response;
    for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value);
    expect(answer.status).toBe(one.id === 'vercel.inbound.assistant-request' ? 201 : 200);
  });

  test.each(
    vercel.filter((one) => isForVapi(one) && isWrongMethod(one)).map((one) => [one.id, one] as const),
  )('%s: another method starts no flow; a browser is told what the address is for', async (_, one) => {
    const { send, workflowId } = await server.publish(FLOWS[one.request.path] ?? '');
    const page = await send({ method: 'GET' });
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('Vapi posts its events')]);
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      expect((await send({ method, body: { message: { type: 'hang' } } })).status).toBe(405);
    }
    await server.settled();
    expect((await server.store.events.list({ limit: 5, workflowId })).items).toEqual([]);
  });

  test('getCharacterInspiration: found among the notes, and forwarded to the client beside the result', async () => {
    const asked = server.outside.play(ragServers);
    const body = characterAsked('a grumpy lighthouse keeper');
    const { send } = await server.publish('server-example-rag');
    expect((await send({ body })).body).toEqual({
      result: 'Tobias, who counts ships.',
      forwardToClientEnabled: true,
    });
    expect(asked.map(({ url }) => new URL(url).pathname)).toEqual([
      '/v1/embeddings',
      '/query',
      '/v1/chat/completions',
    ]);
    expect(asked[0]).toMatchObject({
      headers: { authorization: 'Bearer sk-of-the-example' },
      body: { input: 'a grumpy lighthouse keeper' },
    });
    expect(asked[1]?.body).toMatchObject({ vector: [0.1, 0.2] });
    expect(asked[2]?.body).toMatchObject({
      messages: [
        { content: expect.stringContaining('Keepers say "no" to storms.') },
        { content: 'a grumpy lighthouse keeper' },
      ],
    });
    const webhook = await server.publish('server-example-webhook');
    expect((await webhook.send({ body })).body).toEqual({ result: 'Tobias, who counts ships.' });
  });

  test.each(['/v1/embeddings', '/query', '/v1/chat/completions'])(
    'getCharacterInspiration: %s is down; the caller is asked to come back later',
    async (down) => {
      const { send } = await server.publish('server-example-rag');
      server.outside.play((asked) =>
        new URL(asked.url).pathname === down ? { status: 500, body: {} } : ragServers(asked),
      );
      expect(await send({ body: characterAsked('a sailor') })).toMatchObject({
        status: 200,
        body: { result: expect.stringContaining('Come back later') },
      });
    },
  );
});

const ragServers: Outsider = ({ url }) => {
  const bodies: Readonly<Record<string, unknown>> = {
    '/v1/embeddings': { data: [{ embedding: [0.1, 0.2] }] },
    '/query': { matches: [{ metadata: { text: 'Keepers say "no" to storms.' } }] },
    '/v1/chat/completions': { choices: [{ message: { content: 'Tobias, who counts ships.' } }] },
  };
  return { status: 200, body: bodies[new URL(url).pathname] };
};

const characterAsked = (inspiration: string) => ({
  message: {
    type: 'function-call',
    functionCall: { name: 'getCharacterInspiration', parameters: { inspiration } },
  },
});

describe('VapiAI/vapi-labs, Meridian', () => {
  /** The case says `s3cret`, which is shorter than Patchbay takes. */
  const SECRET = 's3cret-of-meridian';
  const headers = { 'content-type': 'application/json', 'x-vapi-secret': SECRET };
  const calls = meridian.filter(
    ({ id, request }) =>
      !NOT_FOR_VAPI.has(request.path) &&
      !['meridian.no-secret', 'meridian.secret-not-configured'].includes(id),
  );

  test.each(calls.map((one) => [nameOf(one), one] as const))('%s', async (_, one) => {
    const { send, workflowId } = await server.publish('meridian', withSecret(SECRET));
    const tables = tablesOf(one);
    const asked = server.outside.play(restTables(tables, DATABASE_KEY));
    const answer = await send({ body: one.request.body, headers });
    const body = better[one.id]?.body ?? withNames(one);
    expect([answer.status, answer.body]).toEqual([one.response.status, body]);
    await server.settled();
    const logged = one.outgoing.find(({ upsert }) => upsert !== undefined)?.upsert;
    if (logged !== undefined) expect(tables.call_logs).toEqual([expect.objectContaining(logged)]);
    if (one.id === 'meridian.end-of-call-report.db-down') {
      expect(asked.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
      const [run] = (await server.store.runs.list({ limit: 1, workflowId })).items;
      expect(run).toMatchObject({ status: 'failed', errorMessage: expect.stringContaining('down') });
    }
  });

  test('meridian.no-secret: fail closed; it stands among the refused events with the reason', async () => {
    const one = caseOf('meridian.no-secret');
    const { send, workflowId } = await server.publish('meridian', withSecret(SECRET));
    const asked = server.outside.play(restTables({}, DATABASE_KEY));
    expect(await send({ body: one.request.body })).toMatchObject({
      status: 401,
      body: { error: { code: 'credential.refused' } },
    });
    expect(asked).toEqual([]);
    await server.settled();
    const [refused] = (await server.store.events.list({ limit: 1, workflowId })).items;
    expect(refused).toMatchObject({ disposition: 'refused', reason: 'The header X-Vapi-Secret is missing.' });
  });

  test('meridian.secret-not-configured: there is no credential without a value, and none lets others in', async () => {
    const one = caseOf('meridian.secret-not-configured');
    expect(secretText.safeParse('').success).toBe(false);
    const { send } = await server.publish('meridian', withSecret('another value'));
    expect((await send({ body: one.request.body, headers: one.request.headers })).status).toBe(401);
  });

  test('a later report of the same call replaces its row, and knows the guest', async () => {
    const one = caseOf('meridian.end-of-call-report');
    const tables: Tables = { guests: [{ id: 'g1', name: 'Ada Lovelace' }], call_logs: [] };
    server.outside.play(restTables(tables, DATABASE_KEY));
    const { message } = reportBody.parse(one.request.body);
    for (const endedReason of ['customer-ended-call', 'assistant-ended-call']) {
      const { send } = await server.publish('meridian', withSecret(SECRET)); // one workflow takes a report once
      const call = { ...message.call, endedReason };
      await send({ body: { message: { ...message, call } }, headers });
      await server.settled();
      expect(tables.call_logs).toMatchObject([
        { vapi_call_id: 'c1', guest_id: 'g1', resolution: endedReason },
      ]);
    }
  });

  test.each([
    ['a number in small letters', { confirmationNumber: ' mgh12345 ' }],
    ['a name, however it is written, the latest one', { name: 'ada LOVELACE' }],
    ['a name beside a number that is wrong', { confirmationNumber: 'NOPE', name: 'Ada Lovelace' }],
  ])('a reservation is found by %s', async (_, given) => {
    const one = caseOf('meridian.lookup.confirmation');
    const row = { ...one.outgoing[0]?.row, guest_id: 'g1' };
    const older = { ...row, confirmation_number: 'OLD1', room_number: '7', check_in: '2024-01-01' };
    const guest = { id: 'g1', ...z.looseObject({}).parse(one.outgoing[0]?.row?.guests) };
    server.outside.play(restTables({ guests: [guest], reservations: [older, row] }, DATABASE_KEY));
    const { send } = await server.publish('meridian', withSecret(SECRET));
    const toolCallList = [{ id: 'toolcall_sim_1', name: 'lookup_reservation', parameters: given }];
    const answer = await send({ body: { message: { type: 'tool-calls', toolCallList } }, headers });
    expect(answer.body).toEqual(withNames(one));
  });

  test('a database that cannot be reached is an error of the call, in words', async () => {
    const one = caseOf('meridian.tool-throws');
    const { send } = await server.publish('meridian', withSecret(SECRET));
    server.outside.play(() => 'breaks');
    expect(await send({ body: one.request.body, headers })).toMatchObject({
      status: 200,
      body: {
        results: [{ error: expect.stringMatching(/^Tool "lookup_reservation" failed: .+connection/) }],
      },
    });
  });
});

const caseOf = (id: string): AcceptanceCase => {
  const found = meridian.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no case ${id}`);
  return found;
};

const reportBody = z.object({ message: z.looseObject({ call: z.looseObject({}) }) });

/** The database in which the original found what the case says. */
const tablesOf = ({ id, outgoing }: AcceptanceCase): Tables => {
  const tables: Tables = { reservations: [], guests: [], call_logs: [] };
  for (const { table, row, error } of outgoing) {
    if (table === undefined) continue;
    if (error !== undefined) tables[table] = error;
    else if (row) tables[table] = [row];
  }
  if (id === 'meridian.lookup.multiple') tables.guests = [smith('1'), smith('2')];
  if (id === 'meridian.lookup.guest-without-reservation') tables.guests = [{ id: '3', name: 'Ada Lovelace' }];
  return tables;
};

const smith = (id: string): Row => ({ id, name: 'Smith' });

const toolResults = z.object({ results: z.array(z.looseObject({})) });

/** The original leaves out the name of the tool. */
const withNames = ({ response }: AcceptanceCase): unknown => {
  const { results } = toolResults.parse(response.body);
  return { results: results.map((result) => ({ ...result, name: expect.any(String) })) };
};

test('every case is played, but those that are not for Vapi', () => {
  const notForVapi = [...vercel, ...meridian].filter(({ request }) => NOT_FOR_VAPI.has(request.path));
  expect(notForVapi.map(({ id }) => id)).toEqual([
    'vercel.outbound',
    'vercel.outbound.failure',
    'vercel.outbound.wrong-method',
    'vercel.root',
    'meridian.health',
  ]);
  const ids = new Set([...vercel, ...meridian].map(({ id }) => id));
  expect(Object.keys(better).filter((id) => !ids.has(id))).toEqual([]);
});

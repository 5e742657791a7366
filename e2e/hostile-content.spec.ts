import { request } from 'node:http';
import { chain, publishedWorkflow, toolReply, toolTrigger } from './flows.ts';
import { expect, post, test } from './test.ts';

const MARKUP = '"><img src=x onerror="window.wasRun=1"><script>window.wasRun=1</script>{{ 1 }}';

interface Page<Item> {
  readonly items: readonly Item[];
}

test('markup from events, names, notes, console and errors stays text on every page', async ({
  app,
  ownerPage: page,
}) => {
  const source = `console.log(event.call.id, '<img src=x onerror="window.wasRun=1">'); throw new Error(event.call.id);`;
  const name = (at: string): string => `${at} ${MARKUP}`.slice(0, 80);
  const graph = chain(
    { ...toolTrigger(), name: name('Asked') },
    { id: 'work', type: 'code', name: name('Work'), config: { source } },
    { ...toolReply('{{ steps.work.output }}'), name: name('Answer') },
  );
  const nodes = graph.nodes.map((node) => ({ ...node, note: MARKUP }));
  const workflow = await app.api<{ id: string; serverUrl: string }>('POST', '/workflows', {
    name: name('Flow'),
    graph: { ...graph, nodes },
  });
  await app.api('POST', `/workflows/${workflow.id}/publish`, { note: MARKUP });
  const call = { id: MARKUP, customer: { number: MARKUP } };
  const toolCallList = [
    { id: MARKUP, function: { name: 'bookAppointment', arguments: { [MARKUP]: MARKUP } } },
  ];
  await post(workflow.serverUrl, JSON.stringify({ message: { type: 'tool-calls', call, toolCallList } }));
  await post(workflow.serverUrl, JSON.stringify({ message: { type: MARKUP, call } }));
  const runs = () => app.api<Page<{ id: string; status: string }>>('GET', `/runs?workflow=${workflow.id}`);
  await expect.poll(async () => (await runs()).items[0]?.status).toBe('failed');
  const [run] = (await runs()).items;

  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  const editor = `/workflows/${workflow.id}`;
  const pages = ['/workflows', editor, `${editor}/runs`, `${editor}/runs/${run?.id}`, `${editor}/events`];
  for (const address of [...pages, `${editor}/settings`, '/settings']) {
    const response = await page.goto(address);
    expect(response?.status(), address).toBe(200);
    await expect(page.getByText('onerror=').or(page.getByRole('heading')).first(), address).toBeVisible();
    expect(await page.evaluate(() => 'wasRun' in window), address).toBe(false);
    expect(await page.locator('img[src="x"]').count(), address).toBe(0);
  }
  // The pages do what they should under the policy that keeps others' scripts out.
  expect(complaints).toEqual([]);
});

test('no other site can frame a page, and no page can send anything elsewhere', async ({ app }) => {
  for (const address of ['/login', '/workflows', '/api/v1/workflows', '/no-such-page']) {
    const { headers } = await fetch(`${app.address}${address}`, { redirect: 'manual' });
    const policy = headers.get('content-security-policy');
    expect(policy, address).toContain("frame-ancestors 'none'");
    expect(policy, address).toContain("connect-src 'self'");
    expect(policy, address).not.toContain('unsafe-eval');
    expect(headers.get('x-frame-options'), address).toBe('DENY');
    expect(headers.get('x-content-type-options'), address).toBe('nosniff');
    expect(headers.get('referrer-policy'), address).toBe('same-origin');
  }
});

test('an address that encodes no text is refused, not a failure', async ({ app }) => {
  for (const address of ['/workflows/%ff', '/%', '/api/v1/runs/%c3%28?a=%ff'])
    expect((await fetch(`${app.address}${address}`)).status, address).toBe(400);
  expect((await fetch(`${app.address}/login?next=%E2%82%AC`)).status).toBe(200);
});

/** The status of a request whose target is sent as it is written. */
const statusOf = (address: string, method: string, target: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    request({ hostname, port, method, path: target, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('what is asked for need not be a path, and is then read or refused', async ({ app }) => {
  for (const target of ['*', 'login', 'ftp://a.example/'])
    expect(await statusOf(app.address, 'OPTIONS', target), target).toBe(400);
  // As a proxy writes it; the page, never a redirect to the server that it names.
  expect(await statusOf(app.address, 'GET', 'http://elsewhere.example/login')).toBe(200);
});

test('what a page of another site sends in the name of its visitor is refused', async ({ app }) => {
  const send = async (address: string, origin: string): Promise<number> => {
    const headers = { 'next-action': '0'.repeat(42), 'content-type': 'text/plain', origin };
    return (await fetch(`${app.address}${address}`, { method: 'POST', headers, body: '[]' })).status;
  };
  for (const address of ['/login', '/api/test-runs/a']) {
    expect(await send(address, 'https://elsewhere.example'), address).toBe(403);
    expect(await send(address, 'null'), address).toBe(403);
    expect(await send(address, app.address), address).not.toBe(403);
  }
});

test('nobody keeps what is said of a session', async ({ app }) => {
  for (const address of ['/api/auth/get-session', '/api/auth/error'])
    expect(
      (await fetch(`${app.address}${address}`, { redirect: 'manual' })).headers.get('cache-control'),
    ).toBe('no-store');
});

test('one message with tens of thousands of tool calls keeps nobody else waiting', async ({ app }) => {
  const { serverUrl } = await publishedWorkflow(
    app,
    'Flood',
    chain(toolTrigger('take'), toolReply('Taken.')),
  );
  const toolCallList = Array.from({ length: 60_000 }, (_, n) => ({ id: `${n}`, function: { name: 'take' } }));
  const answer = await post(serverUrl, JSON.stringify({ message: { type: 'tool-calls', toolCallList } }));
  const { results } = await answer.json();
  expect(results).toHaveLength(60_000);
  expect(results[0]).toMatchObject({ toolCallId: '0', result: 'Taken.' });
  expect(results[59_999]).toMatchObject({ toolCallId: '59999', error: expect.stringContaining('first 128') });
});

// The editor against React Flow's own stress example, in one run, in one browser: the time to open, frames while nodes
// are dragged and the view is moved, typing, undoing, a payload of 5 MB, and what 200 edits leave in memory.
// Usage: node bench/editor.ts [seconds of each movement]. Needs a build (node scripts/start.mjs --prepare) and a Chromium
// (PATCHBAY_CHROMIUM, or what Playwright has installed).
//
// Beside the times on the clock, which other work on the machine makes longer, stands the CPU time of the page's main
// thread: all of its tasks, and of these scripts, style and layout.
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { LAST_LINE, largeEvent } from '../e2e/large-event.ts';
import { OWNER, post, startAppWithOwner } from '../e2e/test.ts';
import { gridPlace } from './grid-place.ts';

const seconds = Number(process.argv[2] ?? 4);
const COUNTS = [50, 300, 1000];
const SELECTED = 50;
const KEYS = 40;
const EDITS = 200;
const VIEWPORT = { width: 1440, height: 900 };

type App = Awaited<ReturnType<typeof startAppWithOwner>>;
type Cookies = Parameters<Awaited<ReturnType<Browser['newContext']>>['addCookies']>[0];

interface Frames {
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  /** The share of frames that came later than 60 in a second would. */
  readonly late: number;
  readonly count: number;
}

/** Milliseconds of the main thread's CPU. */
interface Cpu {
  readonly tasks: number;
  readonly script: number;
  readonly style: number;
  readonly layout: number;
}

const main = async () => {
  Object.assign(process.env, { NODE_ENV: 'production' }); // the stress example with React as it is in the build
  const { PATCHBAY_CHROMIUM: executablePath } = process.env;
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--enable-precise-memory-info'],
  });
  const stress = await serveStressExample();
  const app = await startAppWithOwner();
  const cookies = await sessionOf(app.address);
  try {
    for (const count of COUNTS) {
      const path = await workflowOf(app, count);
      await measure(browser, 'stress example', `${stress.address}/stress?nodes=${count}`, [], count);
      await measure(browser, 'editor', `${app.address}${path}`, cookies, count);
    }
    await measureEditing(browser, app, cookies);
    await measurePayload(browser, app, cookies);
    await measureMemory(browser, app, cookies);
  } finally {
    await browser.close();
    await app.stop();
    await stress.close();
  }
};

const sessionOf = async (address: string): Promise<Cookies> => {
  const response = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email: OWNER.email, password: OWNER.password }),
  });
  if (!response.ok) throw new Error(`Signing in gave ${response.status}.`);
  return response.headers.getSetCookie().map((line) => {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: address };
  });
};

const workflowOf = async (app: App, count: number): Promise<string> => {
  const { id } = await app.api<{ id: string }>('POST', '/workflows', {
    name: `${count} nodes`,
    graph: graphOf(count),
  });
  return `/workflows/${id}`;
};

/** A page of its own; `cpu` gives what its main thread has worked so far. */
const openPage = async (browser: Browser, cookies: Cookies) => {
  const context = await browser.newContext({ viewport: VIEWPORT });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, session, cpu: () => cpuOf(session), close: () => context.close() };
};

const cpuOf = async (session: CDPSession): Promise<Cpu> => {
  const { metrics } = await session.send('Performance.getMetrics');
  const ms = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  return {
    tasks: ms('TaskDuration'),
    script: ms('ScriptDuration'),
    style: ms('RecalcStyleDuration'),
    layout: ms('LayoutDuration'),
  };
};

const between = (before: Cpu, after: Cpu): Cpu => ({
  tasks: after.tasks - before.tasks,
  script: after.script - before.script,
  style: after.style - before.style,
  layout: after.layout - before.layout,
});

/** Opened, then one node dragged in circles, 50 selected ones dragged, the view moved and zoomed. */
const measure = async (browser: Browser, name: string, url: string, cookies: Cookies, count: number) => {
  const { page, cpu, close } = await openPage(browser, cookies);
  await page.goto(url); // once to warm the server and the browser's cache
  await flowShown(page, count);
  const start = performance.now();
  await page.goto(url);
  await flowShown(page, count);
  const openMs = performance.now() - start;
  report(count, name, `opens in ${openMs.toFixed(0)} ms`, await cpu());
  await page.waitForLoadState('networkidle');

  const dragged = async (title: string) => {
    const node = await middleOfNode(page, 7);
    await page.mouse.move(node.x, node.y);
    await page.mouse.down();
    await page.mouse.move(node.x + 30, node.y + 30, { steps: 4 });
    await reportFrames(page, cpu, count, `${name}, ${title}`, () => circles(page, node));
    await page.mouse.up();
  };
  await dragged('one node dragged');
  await selectNodes(page, Math.min(SELECTED, count));
  await dragged(`${SELECTED} nodes dragged`);
  const empty = { x: VIEWPORT.width / 2, y: VIEWPORT.height - 12 };
  await page.mouse.move(empty.x, empty.y);
  await page.mouse.down();
  await reportFrames(page, cpu, count, `${name}, view moved`, () => circles(page, empty));
  await page.mouse.up();
  await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 2);
  await reportFrames(page, cpu, count, `${name}, zoomed`, async () => {
    await forSeconds(async (step) => page.mouse.wheel(0, step % 60 < 30 ? -40 : 40));
  });
  await close();
};

/** Until the nodes are drawn, and all of the edges: one less than nodes where they make one chain. */
const flowShown = async (page: Page, count: number, chains = 1) => {
  await page.waitForFunction(
    ([wanted, wantedEdges]) => {
      const nodes = document.querySelectorAll<HTMLElement>('.react-flow__node');
      const edges = document.querySelectorAll('.react-flow__edge');
      return nodes.length >= wanted && edges.length >= wantedEdges && nodes[0]?.style.visibility !== 'hidden';
    },
    [count, count - chains] as const,
    { timeout: 60_000, polling: 'raf' },
  );
};

const middleOfNode = async (page: Page, index: number) => {
  const box = await page.locator('.react-flow__node').nth(index).boundingBox();
  if (box === null) throw new Error('There is no node to drag.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 4 };
};

/** The first so many nodes, that which is dragged among them. */
const selectNodes = async (page: Page, wanted: number) => {
  await page.keyboard.press('Escape');
  await page.keyboard.down('ControlOrMeta');
  const others = page.locator('.react-flow__node:not(.selected)');
  const count = () => page.locator('.react-flow__node.selected').count();
  // What Escape took out of the selection may be drawn so only a moment later: counted again each time.
  for (let clicks = 0; clicks < 2 * wanted && (await count()) < wanted; clicks += 1) {
    await others.first().dispatchEvent('click', { ctrlKey: true, metaKey: true });
  }
  await page.keyboard.up('ControlOrMeta');
  const selected = await count();
  if (selected !== wanted) throw new Error(`${selected} nodes are selected instead of ${wanted}.`);
};

const circles = (page: Page, { x, y }: { x: number; y: number }) =>
  forSeconds(async (step) => {
    const angle = step / 12;
    await page.mouse.move(x + 120 * Math.cos(angle), y + 90 * Math.sin(angle));
  });

const forSeconds = async (act: (step: number) => Promise<void>) => {
  const end = performance.now() + seconds * 1000;
  for (let step = 0; performance.now() < end; step += 1) await act(step);
};

/** Frame times and CPU a frame while something is done. */
const reportFrames = async (
  page: Page,
  cpu: () => Promise<Cpu>,
  count: number,
  name: string,
  act: () => Promise<void>,
) => {
  await page.evaluate(() => {
    const times: number[] = [];
    const record = (now: number) => {
      times.push(now);
      if (Reflect.get(window, 'frameTimes') === times) requestAnimationFrame(record);
    };
    Object.assign(window, { frameTimes: times });
    requestAnimationFrame(record);
  });
  const before = await cpu();
  await act();
  const worked = between(before, await cpu());
  const times = await page.evaluate((): number[] => {
    const recorded: number[] = Reflect.get(window, 'frameTimes');
    Object.assign(window, { frameTimes: undefined });
    return recorded;
  });
  const frames = framesOf(times);
  const { p50, p95, worst, late } = frames;
  const a = (ms: number) => ms / Math.max(frames.count, 1);
  report(
    count,
    name,
    `frames p50 ${p50.toFixed(1)}  p95 ${p95.toFixed(1)}  worst ${worst.toFixed(0)} ms  late ${(late * 100).toFixed(1)} %`,
    { tasks: a(worked.tasks), script: a(worked.script), style: a(worked.style), layout: a(worked.layout) },
  );
};

const framesOf = (times: readonly number[]): Frames => {
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0;
  return {
    p50: at(0.5),
    p95: at(0.95),
    worst: at(1),
    late: gaps.filter((gap) => gap > 20).length / Math.max(gaps.length, 1),
    count: gaps.length,
  };
};

const report = (count: number, name: string, what: string, { tasks, script, style, layout }: Cpu) => {
  const ms = (value: number) => (value < 20 ? value.toFixed(1) : value.toFixed(0)).padStart(5);
  console.log(
    `${String(count).padStart(4)} nodes  ${name.padEnd(34)}  ${what.padEnd(60)}  CPU${ms(tasks)} ms  script${ms(script)}  style${ms(style)}  layout${ms(layout)}`,
  );
};

/** What single edits cost with 300 nodes: letters in the panel, and taking back a paste of 300 nodes. */
const measureEditing = async (browser: Browser, app: App, cookies: Cookies) => {
  const { page, cpu, close } = await openPage(browser, cookies);
  await page.goto(`${app.address}${await workflowOf(app, 300)}`);
  await flowShown(page, 300);
  await page.locator('.react-flow__node').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Tool name' }).focus();
  const before = await cpu();
  for (let key = 0; key < KEYS; key += 1) await page.keyboard.press('x');
  const typed = between(before, await cpu());
  const each = (ms: number) => ms / KEYS;
  report(300, 'editor, typing in the panel', 'a letter', {
    tasks: each(typed.tasks),
    script: each(typed.script),
    style: each(typed.style),
    layout: each(typed.layout),
  });
  await page.keyboard.press('Escape');
  await page.locator('.react-flow__node').nth(7).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+d');
  await flowShown(page, 600, 2);
  const pasted = await cpu();
  const start = performance.now();
  await page.keyboard.press('ControlOrMeta+z');
  await page.waitForFunction(() => document.querySelectorAll('.react-flow__node').length === 300, undefined, {
    polling: 'raf',
  });
  report(
    300,
    'editor, undo of 300 copies',
    `done in ${(performance.now() - start).toFixed(0)} ms`,
    between(pasted, await cpu()),
  );
  await close();
};

/** An event of 5 MB in the panel of a node: shown, opened to its ends, scrolled, looked through. */
const measurePayload = async (browser: Browser, app: App, cookies: Cookies) => {
  const { id, serverUrl } = await app.api<{ id: string; serverUrl: string }>('POST', '/workflows', {
    name: 'Payload',
    graph: graphOf(300),
  });
  const event = largeEvent();
  await post(serverUrl, event);
  const { page, cpu, close } = await openPage(browser, cookies);
  await page.goto(`${app.address}/workflows/${id}`);
  await flowShown(page, 300);
  await page.getByRole('button', { name: /^Test event/ }).click();
  await page.getByRole('tab', { name: 'Received' }).click();
  await page.getByRole('option', { name: /end-of-call-report/ }).click();
  await page.locator('.react-flow__node').nth(7).focus();
  await page.keyboard.press('Enter');
  const part = async (name: string, act: () => Promise<void>) => {
    const before = await cpu();
    const start = performance.now();
    await act();
    report(300, name, `done in ${(performance.now() - start).toFixed(0)} ms`, between(before, await cpu()));
  };
  const size = `${(event.length / 1_000_000).toFixed(1)} MB`;
  const tree = page.getByRole('tree', { name: 'Input' });
  await part(`editor, ${size} shown`, async () => {
    await page.getByRole('tab', { name: 'Input' }).click();
    await tree.waitFor();
  });
  await part(`editor, ${size} all opened`, async () => {
    await page.getByRole('button', { name: 'Open all of Input' }).click();
    await tree.getByRole('treeitem').nth(20).waitFor();
  });
  await tree.hover();
  await reportFrames(page, cpu, 300, `editor, ${size} scrolled`, () =>
    forSeconds((step) => page.mouse.wheel(0, step % 400 < 200 ? 900 : -900)),
  );
  await part(`editor, ${size} searched`, async () => {
    await page.getByRole('textbox', { name: 'Find in Input' }).fill(LAST_LINE);
    await page.getByText('0/1', { exact: true }).waitFor();
  });
  await close();
};

/** The heap of an editor with 300 nodes: before, after 200 edits, and after all of them are undone. */
const measureMemory = async (browser: Browser, app: App, cookies: Cookies) => {
  const { page, session, close } = await openPage(browser, cookies);
  await page.goto(`${app.address}${await workflowOf(app, 300)}`);
  await flowShown(page, 300);
  const heapMb = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 1_000_000;
  };
  await page.locator('.react-flow__node').nth(7).focus();
  await page.keyboard.press(' ');
  const before = await heapMb();
  for (let edit = 0; edit < EDITS; edit += 1) await page.keyboard.press('d');
  const edited = await heapMb();
  for (let edit = 0; edit < EDITS; edit += 1) await page.keyboard.press('ControlOrMeta+z');
  const undone = await heapMb();
  console.log(
    ` 300 nodes  editor                              heap ${before.toFixed(1)} MB, after ${EDITS} edits ${edited.toFixed(1)} MB, after undoing them ${undone.toFixed(1)} MB`,
  );
  await close();
};

const graphOf = (count: number) => ({
  schemaVersion: 1,
  nodes: Array.from({ length: count }, (_, at) => ({
    id: `n${at}`,
    type: at === 0 ? 'trigger_tool' : 'set_fields',
    name: `Node ${at}`,
    position: gridPlace(at, count),
    config: at === 0 ? { toolName: 'stress' } : {},
  })),
  edges: Array.from({ length: count - 1 }, (_, at) => ({
    id: `e${at}`,
    source: `n${at}`,
    target: `n${at + 1}`,
  })),
});

/** Vite comes with Vitest; it bundles nothing of ours, only the page above. */
const serveStressExample = async () => {
  const { createViteServer } = await import('vitest/node');
  const server = await createViteServer({
    configFile: false,
    mode: 'production',
    root: new URL('..', import.meta.url).pathname,
    appType: 'custom',
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false },
    optimizeDeps: { include: ['react', 'react-dom/client', '@xyflow/react'] },
    plugins: [
      {
        name: 'stress-page',
        configureServer: ({ middlewares }) => {
          middlewares.use('/stress', (_request, response) => {
            response.setHeader('content-type', 'text/html');
            response.end(
              '<!doctype html><style>html,body,#root{height:100%;margin:0}</style><body><script type="module" src="/bench/stress-example.ts"></script>',
            );
          });
        },
      },
    ],
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';
  return { address, close: () => server.close() };
};

await main();

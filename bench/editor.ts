// The editor against React Flow's own stress example, in one run, in one browser: frame times while a node is dragged,
// the time to open, and what 200 edits and their undoing leave in memory.
// Usage: node bench/editor.ts [seconds of dragging]. Needs a build (node scripts/start.mjs --prepare) and a Chromium
// (PATCHBAY_CHROMIUM, or what Playwright has installed).
import { type Browser, chromium, type Page } from '@playwright/test';
import { OWNER, startAppWithOwner } from '../e2e/test.ts';
import { gridPlace } from './grid-place.ts';

const seconds = Number(process.argv[2] ?? 4);
const COUNTS = [50, 300, 1000];
const EDITS = 200;

interface Frames {
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  /** The share of frames that came later than 60 in a second would. */
  readonly late: number;
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
      const workflow = await app.api<{ id: string }>('POST', '/workflows', {
        name: `${count} nodes`,
        graph: graphOf(count),
      });
      const limit = await measure(browser, `${stress.address}/stress?nodes=${count}`, [], count);
      const editor = await measure(browser, `${app.address}/workflows/${workflow.id}`, cookies, count);
      report(count, 'stress example', limit);
      report(count, 'editor', editor);
    }
    await reportMemory(browser, app, cookies);
  } finally {
    await browser.close();
    await app.stop();
    await stress.close();
  }
};

type Cookies = Parameters<Awaited<ReturnType<Browser['newContext']>>['addCookies']>[0];

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

/** A page of its own for each: opened, then one node dragged in circles for some seconds. */
const measure = async (browser: Browser, url: string, cookies: Cookies, count: number) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(url); // once to warm the server and the browser's cache
  await nodesShown(page, count);
  const start = performance.now();
  await page.goto(url);
  await nodesShown(page, count);
  const openMs = performance.now() - start;
  const frames = await framesWhileDragging(page);
  await context.close();
  return { openMs, frames };
};

const nodesShown = async (page: Page, count: number) => {
  await page.waitForFunction(
    (wanted) => {
      const nodes = document.querySelectorAll<HTMLElement>('.react-flow__node');
      return nodes.length >= wanted && nodes[0]?.style.visibility !== 'hidden';
    },
    count,
    { timeout: 60_000, polling: 'raf' },
  );
};

const framesWhileDragging = async (page: Page): Promise<Frames> => {
  const node = page.locator('.react-flow__node').nth(7);
  const box = await node.boundingBox();
  if (box === null) throw new Error('There is no node to drag.');
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 4 };
  await page.mouse.move(centre.x, centre.y);
  await page.mouse.down();
  await page.mouse.move(centre.x + 30, centre.y + 30, { steps: 4 });
  await page.evaluate(() => {
    const times: number[] = [];
    const record = (now: number) => {
      times.push(now);
      requestAnimationFrame(record);
    };
    requestAnimationFrame(record);
    Object.assign(window, { frameTimes: times });
  });
  const end = performance.now() + seconds * 1000;
  for (let step = 0; performance.now() < end; step += 1) {
    const angle = step / 12;
    await page.mouse.move(centre.x + 120 * Math.cos(angle), centre.y + 90 * Math.sin(angle));
  }
  const times = await page.evaluate((): number[] => Reflect.get(window, 'frameTimes'));
  await page.mouse.up();
  return framesOf(times);
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
  };
};

const report = (count: number, name: string, { openMs, frames }: { openMs: number; frames: Frames }) => {
  const { p50, p95, worst, late } = frames;
  console.log(
    `${String(count).padStart(4)} nodes  ${name.padEnd(14)}  opens in ${openMs.toFixed(0).padStart(5)} ms   frames p50 ${p50.toFixed(1)} ms  p95 ${p95.toFixed(1)} ms  worst ${worst.toFixed(1)} ms  late ${(late * 100).toFixed(1)} %`,
  );
};

/** The heap of an editor with 300 nodes: before, after 200 edits, and after all of them are undone. */
const reportMemory = async (
  browser: Browser,
  app: Awaited<ReturnType<typeof startAppWithOwner>>,
  cookies: Cookies,
) => {
  const { id } = await app.api<{ id: string }>('POST', '/workflows', { name: 'Memory', graph: graphOf(300) });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${app.address}/workflows/${id}`);
  await nodesShown(page, 300);
  const session = await context.newCDPSession(page);
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
    ` 300 nodes  editor          heap ${before.toFixed(1)} MB, after ${EDITS} edits ${edited.toFixed(1)} MB, after undoing them ${undone.toFixed(1)} MB`,
  );
  await context.close();
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

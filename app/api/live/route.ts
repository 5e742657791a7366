import { getSession } from '#lib/accounts/session.ts';
import { getRuntime } from '#lib/runtime/runtime.ts';

const PING_MS = 20_000; // under the idle limits of common reverse proxies

/** What happens, as server-sent events, for the pages: `?workflow=ID`, or everything. Needs a session. */
export const GET = async (request: Request): Promise<Response> => {
  if ((await getSession(request.headers)) === undefined) {
    return Response.json({ error: { code: 'unauthorized', message: 'Sign in first.' } }, { status: 401 });
  }
  const workflowId = new URL(request.url).searchParams.get('workflow') ?? undefined;
  const runtime = await getRuntime();
  const encoder = new TextEncoder();
  let leave: () => void = () => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const write = (text: string): void => controller.enqueue(encoder.encode(text));
      const unsubscribe = runtime.subscribe(workflowId, (notice) =>
        write(`data: ${JSON.stringify(notice)}\n\n`),
      );
      const ping = setInterval(() => write(': still here\n\n'), PING_MS);
      leave = () => {
        unsubscribe();
        clearInterval(ping);
      };
      request.signal.addEventListener('abort', () => {
        leave();
        controller.close();
      });
      write('retry: 2000\n\n');
    },
    cancel: () => leave(),
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
};

export const dynamic = 'force-dynamic';

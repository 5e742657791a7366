import { z } from 'zod';
import { getSession, type Session } from '#lib/accounts/session.ts';
import { openEditor, tellEditors } from '#lib/runtime/editor-messages.ts';
import { getEditors } from '#lib/runtime/editors.ts';
import { getRuntime } from '#lib/runtime/runtime.ts';
import { log } from '#lib/server/log.ts';
import { getStore } from '#lib/store/store.ts';

const PING_MS = 20_000; // under the idle limits of common reverse proxies

/**
 * What happens, as server-sent events, for the pages: `?workflow=ID`, or everything. With `&tab=…` it is an open
 * editor, which is shown to the others that have this workflow open, and told of them, of drafts that they save and
 * of what is published. Needs a session, which is asked for again with every ping.
 */
export const GET = async (request: Request): Promise<Response> => {
  const session = await getSession(request.headers);
  if (session === undefined) return signInFirst();
  const query = new URL(request.url).searchParams;
  const workflowId = query.get('workflow') ?? undefined;
  const tab = openEditor.shape.tab.safeParse(query.get('tab'));
  const runtime = await getRuntime();
  const encoder = new TextEncoder();
  let leave: () => void = () => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      let isOver = false;
      const write = (text: string): void => {
        if (!isOver) controller.enqueue(encoder.encode(text));
      };
      const tell = (notice: object): void => write(`data: ${JSON.stringify(notice)}\n\n`);
      const unsubscribe = runtime.subscribe(workflowId, tell);
      let leaveOthers: () => void = () => undefined;
      const end = (): void => {
        if (isOver) return;
        leave();
        controller.close();
      };
      const ping = setInterval(() => {
        write(': still here\n\n');
        getSession(request.headers).then(
          (now) => (now === undefined ? end() : undefined),
          () => undefined, // the database does not answer: asked again with the next ping
        );
      }, PING_MS);
      leave = () => {
        isOver = true;
        unsubscribe();
        leaveOthers();
        clearInterval(ping);
      };
      request.signal.addEventListener('abort', end);
      write('retry: 2000\n\n');
      if (workflowId === undefined || !tab.success) return;
      try {
        leaveOthers = await joinEditors(workflowId, tab.data, session, tell);
      } catch (error) {
        log.warn('An editor could not be shown to the others', { error });
        end(); // the browser tries again
      }
      if (isOver) leaveOthers(); // it was closed meanwhile
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

/** Whom to tell of this editor; and what was saved and published while its connection was lost. */
const joinEditors = async (
  workflowId: string,
  tab: string,
  { user }: Session,
  tell: (notice: object) => void,
): Promise<() => void> => {
  const [store, editors] = await Promise.all([getStore(), getEditors()]);
  const leave = editors.join(workflowId, { tab, userId: user.id, name: user.name || user.email }, tell);
  const workflow = await store.workflows.get(workflowId);
  if (workflow !== undefined) {
    tell({ kind: 'draft', revision: workflow.draftRevision, by: null });
    tell({ kind: 'published', version: workflow.publishedVersionNumber, by: null });
  }
  return leave;
};

const told = z.object({
  workflow: z.string().min(1).max(64),
  tab: openEditor.shape.tab,
  nodes: openEditor.shape.nodes.default([]),
  isLeaving: z.boolean().default(false),
});

/** An open editor says what is selected in it, or that it closes. Said again now and then: it is still there. */
export const POST = async (request: Request): Promise<Response> => {
  const session = await getSession(request.headers);
  if (session === undefined) return signInFirst();
  const read = told.safeParse(await request.json().catch(() => undefined));
  if (!read.success) {
    const error = { code: 'invalid-request', message: 'Say which workflow and which tab.' };
    return Response.json({ error }, { status: 400 });
  }
  const { workflow: workflowId, tab, nodes, isLeaving } = read.data;
  const own = { workflowId, tab, userId: session.user.id };
  const { bus } = await getStore();
  tellEditors(bus, isLeaving ? { kind: 'close', ...own } : { kind: 'point', ...own, nodes });
  return new Response(null, { status: 204 });
};

const signInFirst = (): Response =>
  Response.json({ error: { code: 'unauthorized', message: 'Sign in first.' } }, { status: 401 });

export const dynamic = 'force-dynamic';

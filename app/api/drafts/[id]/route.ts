import { z } from 'zod';
import { getSession } from '#lib/accounts/session.ts';
import { readBody } from '#lib/api/read-body.ts';
import { manageAs } from '#lib/manage/context.ts';
import { saveDraft } from '#lib/manage/workflows.ts';

const MAX_BYTES = 10_000_000; // a draft may hold large texts

const input = z.object({ graph: z.unknown(), revision: z.number() });

/**
 * Stores the draft of an open editor, signed in by its session, if nobody else changed it since `revision`; else gives what
 * is stored, with 409. No server action: those are sent one after another, and only by pages that know them, so that what
 * was edited a moment before its page was left would be lost.
 */
export const PUT = async (
  request: Request,
  context: { params: Promise<{ id: string }> },
): Promise<Response> => {
  const session = await getSession(request.headers);
  if (session === undefined)
    return refuse(401, 'You are signed out. Sign in in another tab, then try again.');
  // Another site could post a form in the user's name, but no JSON without being asked beforehand: `readBody` insists.
  const body = await readBody(request, { maxBytes: MAX_BYTES });
  if ('failed' in body) return refuse(400, body.message);
  const read = input.safeParse(body.value);
  if (!read.success) return refuse(422, 'Send the graph and the revision that it was edited from.');
  const { user } = session;
  const manage = await manageAs({ kind: 'user', id: user.id, email: user.email });
  const { id } = await context.params;
  const done = await saveDraft(manage, id, read.data.graph, read.data.revision);
  if (done.ok) return Response.json({ ok: true, revision: done.revision });
  const workflow = done.code === 'conflict' ? await manage.store.workflows.get(id) : undefined;
  if (workflow !== undefined) {
    const theirs = { graph: workflow.draft, revision: workflow.draftRevision };
    return Response.json({ ok: false, code: 'conflict', theirs }, { status: 409 });
  }
  return refuse(422, done.code === 'conflict' ? 'This workflow was deleted.' : done.message);
};

const refuse = (status: number, message: string): Response =>
  Response.json({ ok: false, code: 'refused', message }, { status });

export const dynamic = 'force-dynamic';

import { getSession } from '#lib/accounts/session.ts';
import { readBody } from '#lib/api/read-body.ts';
import { manageAs } from '#lib/manage/context.ts';
import { testRunDraft, testRunInput } from '#lib/manage/test-runs.ts';

const MAX_BYTES = 25_000_000; // a draft, a large event and what is pinned

/**
 * Tries a draft for the editor, signed in by its session. No server action, since the browser sends those one after
 * another and a test may take two minutes: the draft could not be saved meanwhile. Whoever hangs up ends the test.
 */
export const POST = async (
  request: Request,
  context: { params: Promise<{ id: string }> },
): Promise<Response> => {
  const session = await getSession(request.headers);
  if (session === undefined) return refuse(401, 'Sign in first.');
  // Another site could post a form in the user's name, but no JSON without being asked beforehand: `readBody` insists.
  const body = await readBody(request, { maxBytes: MAX_BYTES });
  if ('failed' in body) return refuse(400, body.message);
  const input = testRunInput.safeParse(body.value);
  if (!input.success) return refuse(422, input.error.issues[0]?.message ?? 'The request is not complete.');
  const { user } = session;
  const manage = await manageAs({ kind: 'user', id: user.id, email: user.email });
  const { id } = await context.params;
  return Response.json(await testRunDraft(manage, id, input.data, request.signal));
};

const refuse = (status: number, message: string): Response =>
  Response.json({ ok: false, message }, { status });

export const dynamic = 'force-dynamic';

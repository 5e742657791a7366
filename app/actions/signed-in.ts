import { z } from 'zod';
import { requireUser } from '#lib/accounts/session.ts';
import { type Manage, manageAs } from '#lib/manage/context.ts';

/** What an action answers; `message` is a sentence for the person who clicked. */
export type ActionResult<Value = object> =
  | ({ readonly ok: true } & Readonly<Value>)
  | { readonly ok: false; readonly message: string };

/** The operations in the hands of the signed-in user. Throws where nobody is signed in: every action begins with it. */
export const manageAsUser = async (): Promise<Manage> => {
  const user = await requireUser();
  return manageAs({ kind: 'user', id: user.id, email: user.email });
};

const id = z.string().min(1).max(64);

/** An id as an action gets it: anyone can post anything to it. Throws where it is no text of the length of an id. */
export const parseId = (value: unknown): string => id.parse(value);

import { type Auth, getAuth } from './auth.ts';

export interface SignedInUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface Session {
  readonly user: SignedInUser;
}

/** Who sent a request with these headers; undefined where nobody is signed in. */
export const getSession = async (headers: Headers): Promise<Session | undefined> =>
  readSession(await getAuth(), headers);

/** `getSession` with a given better-auth. */
export const readSession = async (auth: Auth, headers: Headers): Promise<Session | undefined> => {
  // Pages cannot set cookies, so a session is not prolonged here either: database and cookie would disagree.
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (found === null) return undefined;
  const { id, name, email } = found.user;
  return { user: { id, name, email } };
};

/**
 * The signed-in user of the page or server action that is running. Where there is none the visitor is sent to /login
 * and what follows does not run: `redirect` throws.
 */
export const requireUser = async (): Promise<SignedInUser> => {
  // Imported here, since these modules exist only inside Next.
  const [{ headers }, { redirect }] = await Promise.all([import('next/headers'), import('next/navigation')]);
  const session = await getSession(await headers());
  return session === undefined ? redirect('/login') : session.user;
};

import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { AuthPanel } from '#components/auth/auth-panel.tsx';
import { LoginForm } from '#components/auth/login-form.tsx';
import { hasOwner } from '#lib/accounts/owner.ts';
import { getSession } from '#lib/accounts/session.ts';

export const metadata: Metadata = { title: 'Sign in' };
export const dynamic = 'force-dynamic';

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>;
}) {
  const next = ownPath((await searchParams).next);
  if (!(await hasOwner())) redirect('/setup');
  if ((await getSession(await headers())) !== undefined) redirect(next);
  return (
    <AuthPanel
      title="Sign in"
      description="Your flows are answering. Sign in to change them and to see what they did."
      footer="Lost the password? Whoever runs this server sets a new one with npm run admin -- reset-password."
    >
      <LoginForm next={next} />
    </AuthPanel>
  );
}

/** Only a path of this app: `//host` and `/\host` would lead away from it. */
const ownPath = (next: string | string[] | undefined): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/workflows';

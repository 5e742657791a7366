import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthPanel } from '#components/auth/auth-panel.tsx';
import { SetupForm } from '#components/auth/setup-form.tsx';
import { hasOwner } from '#lib/accounts/owner.ts';

export const metadata: Metadata = { title: 'Set up' };
export const dynamic = 'force-dynamic';

export default async function SetupPage() {
  if (await hasOwner()) redirect('/login');
  return (
    <AuthPanel
      title="Set up Patchbay"
      description="Create the owner account. This page closes behind you: nobody else can register."
      footer="Everything stays on this server. Nothing is sent anywhere but where your flows send it."
    >
      <SetupForm />
    </AuthPanel>
  );
}

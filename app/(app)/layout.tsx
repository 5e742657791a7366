import type { ReactNode } from 'react';
import { readFirstSteps } from '#app/actions/first-steps.ts';
import { AppFrame } from '#components/shell/app-frame.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { getStore } from '#lib/store/store.ts';

export const dynamic = 'force-dynamic';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  const [workflows, firstSteps] = await Promise.all([
    getStore().then((store) => store.workflows.list()),
    readFirstSteps(),
  ]);
  return (
    <AppFrame
      user={{ name: user.name, email: user.email }}
      firstSteps={firstSteps}
      workflows={workflows.map(({ id, name, publishedVersion, hasUnpublishedChanges }) => ({
        id,
        name,
        isPublished: publishedVersion !== null,
        hasUnpublishedChanges,
      }))}
    >
      {children}
    </AppFrame>
  );
}

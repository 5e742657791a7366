import { Unplug } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={Unplug}
        titleAs="h1"
        title="Nothing is plugged in here"
        description="This address does not exist, or what it showed was deleted."
        actions={
          <Button asChild>
            <Link href="/workflows">All workflows</Link>
          </Button>
        }
      />
    </main>
  );
}

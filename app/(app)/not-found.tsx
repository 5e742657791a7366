import { Unplug } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export default function NotFound() {
  return (
    <div className="grid flex-1 place-items-center">
      <EmptyState
        icon={Unplug}
        titleAs="h1"
        title="Nothing is plugged in here"
        description="This workflow, run or event does not exist, or it was deleted."
        actions={
          <Button asChild>
            <Link href="/workflows">All workflows</Link>
          </Button>
        }
      />
    </div>
  );
}

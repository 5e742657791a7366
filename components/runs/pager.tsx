'use client';

import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Button } from '#components/ui/button.tsx';

/** Older and back to the newest: the lists grow at the top, so there are no page numbers. */
export function Pager({ nextCursor }: { nextCursor: string | null }) {
  const pathname = usePathname();
  const params = useSearchParams();
  const isFirst = !params.has('cursor');
  if (isFirst && nextCursor === null) return null;

  const address = (cursor: string | null): string => {
    const next = new URLSearchParams(params);
    if (cursor === null) next.delete('cursor');
    else next.set('cursor', cursor);
    return `${pathname}?${next}`;
  };

  return (
    <nav aria-label="Pages" className="flex items-center justify-between">
      {isFirst ? (
        <span />
      ) : (
        <Button asChild size="sm">
          <Link href={address(null)}>
            <ArrowLeft />
            Newest
          </Link>
        </Button>
      )}
      {nextCursor === null ? null : (
        <Button asChild size="sm">
          <Link href={address(nextCursor)}>
            Older
            <ArrowRight />
          </Link>
        </Button>
      )}
    </nav>
  );
}

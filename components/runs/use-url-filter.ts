'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTransition } from 'react';

/** Filters live in the address: a filtered list can be linked to, and Back undoes a filter. */
export const useUrlFilter = (): {
  get: (name: string) => string;
  /** An empty value takes the filter away. Any change goes back to the first page. */
  set: (changes: Readonly<Record<string, string>>) => void;
  clear: () => void;
  isPending: boolean;
} => {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [isPending, startTransition] = useTransition();

  const go = (next: URLSearchParams) => {
    const query = next.toString();
    startTransition(() =>
      router.replace(query === '' ? pathname : `${pathname}?${query}`, { scroll: false }),
    );
  };

  return {
    get: (name) => params.get(name) ?? '',
    set: (changes) => {
      const next = new URLSearchParams(params);
      next.delete('cursor');
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') next.delete(name);
        else next.set(name, value);
      }
      go(next);
    },
    clear: () => go(new URLSearchParams()),
    isPending,
  };
};

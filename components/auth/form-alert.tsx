import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What went wrong with the form as a whole. */
export function FormAlert({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex items-start gap-2 rounded-md border border-danger/25 bg-danger-soft px-3 py-2 text-danger-text text-sm"
    >
      <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
      <span className="text-pretty">{children}</span>
    </div>
  );
}

import { TriangleAlert } from 'lucide-react';

/** What a credential leaves open, each as a note. */
export function CredentialWarnings({ warnings }: { warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <p
      key={warning}
      className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning-text text-pretty"
    >
      <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
      {warning}
    </p>
  ));
}

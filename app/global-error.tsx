'use client';

import './globals.css';
import { ErrorPanel } from '#components/shell/error-panel.tsx';

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <main className="grid min-h-dvh place-items-center">
          <ErrorPanel error={error} reset={reset} what="this page" />
        </main>
      </body>
    </html>
  );
}

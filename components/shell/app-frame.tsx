'use client';

import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import type { FirstStepsView } from '#app/actions/first-steps.ts';
import { CommandPalette } from '#components/command-palette/command-palette.tsx';
import { cn } from '#components/ui/cn.ts';
import type { ShellUser } from './account-menu.tsx';
import { AppBar } from './app-bar.tsx';
import type { WorkflowLink } from './workflow-link.ts';

interface AppFrameProps {
  readonly user: ShellUser;
  readonly workflows: readonly WorkflowLink[];
  /** Null where they were put away. */
  readonly firstSteps: FirstStepsView | null;
  readonly children: ReactNode;
}

/** The bar and the page below it. A page that fills the window is `h-[calc(100dvh-var(--bar-height))]` high. */
export function AppFrame({ user, workflows, firstSteps, children }: AppFrameProps) {
  const isInWorkflow = useParams<{ id?: string }>().id !== undefined;
  return (
    <div
      className={cn(
        'flex min-h-dvh flex-col [--bar-height:calc(3rem+1px)]',
        isInWorkflow && 'max-lg:[--bar-height:calc(5.5rem+1px)]',
      )}
    >
      <a
        href="#content"
        className="floating fixed top-1.5 left-1.5 z-50 -translate-y-24 px-3 py-1.5 text-sm focus:translate-y-0"
      >
        Skip to the content
      </a>
      <CommandPalette workflows={workflows} />
      <AppBar user={user} workflows={workflows} firstSteps={firstSteps} />
      <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}

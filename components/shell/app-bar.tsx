'use client';

import { Settings } from 'lucide-react';
import Link from 'next/link';
import { useParams, usePathname } from 'next/navigation';
import type { FirstStepsView } from '#app/actions/first-steps.ts';
import { PaletteButton } from '#components/command-palette/palette-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Logo, LogoMark } from '#components/ui/logo.tsx';
import { tabClasses } from '#components/ui/tabs.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { AccountMenu, type ShellUser } from './account-menu.tsx';
import { FirstSteps } from './first-steps.tsx';
import type { WorkflowLink } from './workflow-link.ts';
import { WorkflowSwitcher } from './workflow-switcher.tsx';

const sections = [
  { path: '', label: 'Editor' },
  { path: '/runs', label: 'Runs' },
  { path: '/events', label: 'Events' },
  { path: '/connect', label: 'Connect' },
  { path: '/settings', label: 'Settings' },
];

/**
 * The bar on top of every page: 3 rem high, and within a workflow below `lg` 5.5 rem, with the tabs in a row of
 * their own (`--bar-height`, set by AppFrame).
 */
export function AppBar({
  user,
  workflows,
  firstSteps,
}: {
  user: ShellUser;
  workflows: readonly WorkflowLink[];
  firstSteps: FirstStepsView | null;
}) {
  const pathname = usePathname();
  const { id } = useParams<{ id?: string }>();
  const current = workflows.find((workflow) => workflow.id === id);
  const section = sections.findLast(({ path }) => pathname.startsWith(`/workflows/${id}${path}`))?.path ?? '';

  return (
    <header className="sticky top-0 z-40 border-b bg-background/90 backdrop-blur-md">
      <div className="flex h-12 items-center gap-1 px-3 sm:px-4">
        <Link href="/workflows" aria-label="Patchbay: all workflows" className="flex shrink-0 rounded-md">
          {id === undefined ? <Logo /> : <LogoMark />}
        </Link>
        {id === undefined ? null : (
          <>
            <span aria-hidden="true" className="ml-1.5 text-border-strong text-lg">
              /
            </span>
            <WorkflowSwitcher workflows={workflows} current={current} section={section} />
            <WorkflowTabs id={id} section={section} className="ml-3 h-12 self-stretch max-lg:hidden" />
          </>
        )}
        <div className="ml-auto flex shrink-0 items-center gap-1.5">
          <PaletteButton />
          {firstSteps === null ? null : <FirstSteps initial={firstSteps} />}
          <Tooltip content="Settings" side="bottom">
            <Button asChild variant="ghost" size="icon" className="max-sm:hidden">
              <Link
                href="/settings"
                aria-label="Settings"
                aria-current={pathname === '/settings' ? 'page' : undefined}
              >
                <Settings />
              </Link>
            </Button>
          </Tooltip>
          <AccountMenu user={user} />
        </div>
      </div>
      {id === undefined ? null : <WorkflowTabs id={id} section={section} className="h-10 px-4 lg:hidden" />}
    </header>
  );
}

function WorkflowTabs({ id, section, className }: { id: string; section: string; className: string }) {
  return (
    <nav aria-label="Workflow" className={cn('flex items-end gap-5', className)}>
      {sections.map(({ path, label }) => (
        <Link
          key={path}
          href={`/workflows/${id}${path}`}
          aria-current={path === section ? 'page' : undefined}
          className={cn(tabClasses, 'h-full')}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

import type { ReactNode } from 'react';
import { Logo } from '#components/ui/logo.tsx';
import { PatchField } from './patch-field.tsx';

/** The page around the sign-in and set-up forms: the form, and on wide windows a wall of sockets beside it. */
export function AuthPanel({
  title,
  description,
  children,
  footer,
}: {
  title: string;
  description: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(26rem,5fr)_7fr]">
      <main className="flex flex-col px-6 py-6 sm:px-10">
        <Logo />
        <div className="mx-auto grid w-full max-w-sm flex-1 content-center gap-6 py-10">
          <div className="grid gap-1.5">
            <h1 className="font-semibold text-2xl tracking-[-0.02em]">{title}</h1>
            <p className="text-base text-muted-foreground text-pretty">{description}</p>
          </div>
          {children}
        </div>
        <p className="text-faint-foreground text-xs">{footer}</p>
      </main>
      <PatchField />
    </div>
  );
}

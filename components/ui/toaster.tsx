'use client';

import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react';
import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

/** Once, in the root layout. Elsewhere: `import { toast } from 'sonner'`. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      gap={8}
      icons={{
        success: <CircleCheck className="size-4 text-success" />,
        error: <CircleX className="size-4 text-danger" />,
        warning: <TriangleAlert className="size-4 text-warning" />,
        info: <Info className="size-4 text-info" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'floating flex w-full items-start gap-2.5 px-3.5 py-3 font-sans text-sm text-foreground sm:w-90 [&_[data-content]]:grid [&_[data-content]]:min-w-0 [&_[data-content]]:flex-1 [&_[data-content]]:gap-0.5',
          icon: 'mt-0.5',
          title: 'font-medium break-words',
          description: 'text-muted-foreground text-xs break-words',
          actionButton:
            'order-last ml-auto h-6 shrink-0 rounded-sm bg-foreground px-2 font-medium text-background text-xs hover:opacity-85',
          cancelButton:
            'order-last h-6 shrink-0 rounded-sm px-2 text-xs text-muted-foreground hover:bg-surface-3',
        },
      }}
    />
  );
}

'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Input } from '#components/ui/input.tsx';

/** A password field whose text can be shown while typing. */
export function PasswordInput({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input
        type={isShown ? 'text' : 'password'}
        className={cn('pr-9', className)}
        spellCheck={false}
        {...props}
      />
      <button
        type="button"
        aria-label={isShown ? 'Hide the password' : 'Show the password'}
        aria-pressed={isShown}
        className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded-md text-faint-foreground hover:text-foreground focus-visible:-outline-offset-2"
        onClick={() => setIsShown(!isShown)}
      >
        <Icon className="size-4" />
      </button>
    </div>
  );
}

import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { Spinner } from './spinner.tsx';

export const buttonVariants = cva(
  [
    'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap',
    'transition-[background-color,border-color,color,box-shadow,transform] duration-100 active:translate-y-px',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50',
    "[&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-3.5",
  ],
  {
    variants: {
      variant: {
        primary:
          'bg-signal text-signal-foreground shadow-sm inset-shadow-[0_1px_0_rgb(255_255_255/0.28)] hover:bg-signal-hover',
        secondary:
          'border border-border-strong bg-surface text-foreground shadow-xs hover:bg-surface-2 dark:bg-surface-2 dark:hover:bg-surface-3 data-[state=open]:bg-surface-2',
        ghost:
          'text-muted-foreground hover:bg-surface-3/70 hover:text-foreground data-[state=open]:bg-surface-3/70 data-[state=open]:text-foreground',
        danger: 'bg-danger text-danger-foreground shadow-sm hover:bg-danger-hover',
        'danger-ghost':
          'border border-border-strong bg-surface text-danger-text shadow-xs hover:border-danger/50 hover:bg-danger-soft dark:bg-surface-2',
        link: 'h-auto px-0 text-signal-text underline-offset-4 hover:underline',
      },
      size: {
        xs: 'h-6 px-2 text-xs pointer-coarse:h-8',
        sm: 'h-7 px-2.5 text-xs pointer-coarse:h-9',
        md: 'h-8 px-3 text-sm pointer-coarse:h-10',
        lg: 'h-10 px-4 text-base',
        icon: "size-8 text-sm pointer-coarse:size-10 [&_svg:not([class*='size-'])]:size-4",
        'icon-sm': 'size-7 text-sm pointer-coarse:size-9',
        'icon-xs': 'size-6 text-xs pointer-coarse:size-8',
      },
    },
    compoundVariants: [{ variant: 'link', className: 'h-auto px-0 pointer-coarse:h-auto' }],
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonVariants> {
  /** Renders the only child (a link, say) with the looks of a button. */
  asChild?: boolean;
  /** Shows a spinner over the label and takes no clicks; the width stays. */
  pending?: boolean;
}

export function Button({
  className,
  variant,
  size,
  asChild = false,
  pending = false,
  disabled,
  children,
  type = 'button',
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type}
      className={classes}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      {...props}
    >
      {pending ? (
        <>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
          {/* Not `invisible`: the button would have no name. */}
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
        </>
      ) : (
        children
      )}
    </button>
  );
}

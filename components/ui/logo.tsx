import { cn } from './cn.ts';

/** Four sockets, two of them patched by a cable. */
export function LogoMark({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" className={cn('size-6', className)} aria-hidden="true">
      <rect x="1" y="1" width="22" height="22" rx="6" className="fill-foreground" />
      <circle cx="7.5" cy="7.5" r="2.6" className="fill-background" />
      <circle cx="16.5" cy="7.5" r="2.6" className="fill-background/25" />
      <circle cx="7.5" cy="16.5" r="2.6" className="fill-background/25" />
      <circle cx="16.5" cy="16.5" r="2.6" className="fill-background" />
      <path
        d="M7.5 7.5C7.5 15.5 10 18.6 12.2 18.1C14.6 17.5 14.5 13 16.5 16.5"
        className="stroke-signal"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <circle cx="7.5" cy="7.5" r="1.35" className="fill-signal" />
      <circle cx="16.5" cy="16.5" r="1.35" className="fill-signal" />
    </svg>
  );
}

export function Logo({ className }: { className?: string | undefined }) {
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <LogoMark />
      <span className="font-semibold text-base tracking-[-0.02em]">Patchbay</span>
    </span>
  );
}

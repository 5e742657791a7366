'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { Button, type ButtonProps } from './button.tsx';
import { copyToClipboard } from './copy-to-clipboard.ts';
import { Tooltip } from './tooltip.tsx';

interface CopyButtonProps extends Omit<ButtonProps, 'value' | 'onClick' | 'asChild' | 'pending'> {
  /** The text, or how to get it (for large values that are only made when asked for). */
  value: string | (() => string);
  /** What is copied, for screen readers and the tooltip: "Copy server URL". */
  label: string;
}

/** Copies on click and says so for two seconds. With children it is a button with text, else an icon. */
export function CopyButton({ value, label, children, size, variant = 'ghost', ...props }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    const text = typeof value === 'function' ? value() : value;
    if (await copyToClipboard(text)) setIsCopied(true);
    else toast.error('The browser did not allow copying. Select the text and copy it by hand.');
  };

  const button = (
    <Button
      variant={variant}
      size={size ?? (children ? 'sm' : 'icon-sm')}
      aria-label={children ? undefined : label}
      onClick={() => void copy()}
      {...props}
    >
      {isCopied ? <Check className="text-success-text" /> : <Copy />}
      {children ? <span>{isCopied ? 'Copied' : children}</span> : null}
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </Button>
  );
  return children ? button : <Tooltip content={isCopied ? 'Copied' : label}>{button}</Tooltip>;
}

import { type KeyboardEvent, useRef } from 'react';

interface InlineFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly maxLength: number;
  readonly className: string;
  /** Enter and leaving the field keep what was written; Escape gives `undefined`. `byKey`: the focus is homeless. */
  readonly onEnd: (text: string | undefined, end: { readonly byKey: boolean }) => void;
}

/** A field that takes the place of a text on the canvas while it is written. */
export function InlineField({ label, value, placeholder, maxLength, className, onEnd }: InlineFieldProps) {
  const isDone = useRef(false);
  const end = (text: string | undefined, byKey: boolean) => {
    if (isDone.current) return; // a field that Enter takes away is left as well
    isDone.current = true;
    onEnd(text, { byKey });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return; // Enter ends a word of an input method
    if (event.key === 'Enter') end(event.currentTarget.value, true);
    if (event.key === 'Escape') end(undefined, true);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the person asked to write here
      autoFocus
      aria-label={label}
      className={`nodrag nopan outline-none ${className}`}
      defaultValue={value}
      placeholder={placeholder}
      maxLength={maxLength}
      spellCheck={false}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => end(event.currentTarget.value, false)}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
    />
  );
}

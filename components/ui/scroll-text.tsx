import type { ComponentProps } from 'react';

/** Preformatted text that may be too large for its box: it takes the focus, so that it scrolls without a mouse. */
export function ScrollText(props: Omit<ComponentProps<'pre'>, 'tabIndex'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  return <pre tabIndex={0} {...props} />;
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';

const LINE_HEIGHT = 19;
const MAX_LINE = 5_000; // a longer text is cut here; the copy button gives all of it

/** A value as JSON text, of which only the lines in view exist. */
export function ValueJson({ value, label }: { value: unknown; label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? 'null', [value]);
  const lines = useMemo(() => text.split('\n'), [text]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 30,
  });
  return (
    <div className="relative flex min-h-0 flex-1">
      <section
        ref={scroller}
        aria-label={`${label} as JSON`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="nowheel min-h-0 flex-1 overflow-auto overscroll-contain py-2 font-mono text-xs"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <pre
              key={item.key}
              className="absolute left-3 pr-10"
              style={{ top: item.start, height: LINE_HEIGHT }}
            >
              {lines[item.index]?.slice(0, MAX_LINE)}
            </pre>
          ))}
        </div>
      </section>
      <CopyButton
        value={text}
        label={`Copy ${label} as JSON`}
        size="icon-xs"
        className="absolute top-1.5 right-2 bg-surface"
      />
    </div>
  );
}

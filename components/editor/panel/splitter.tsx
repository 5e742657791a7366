import { type PointerEvent, useRef } from 'react';

const STEP = 24; // pixels for one press of an arrow key

interface SplitterProps {
  readonly label: string;
  /** The width of the part beside it, in pixels. */
  readonly width: number;
  /** Which way the part grows when the line is moved to the right. */
  readonly grows: 'right' | 'left';
  readonly onWidth: (width: number) => void;
}

/** The line between two parts of the panel: dragged, or moved with the arrow keys. */
export function Splitter({ label, width, grows, onWidth }: SplitterProps) {
  const start = useRef<{ readonly x: number; readonly width: number }>(undefined);
  const sign = grows === 'right' ? 1 : -1;
  const onMove = (event: PointerEvent) => {
    if (start.current === undefined) return;
    onWidth(start.current.width + sign * (event.clientX - start.current.x));
  };
  const end = () => {
    start.current = undefined;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved has no element of its own
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={200}
      aria-valuemax={900}
      tabIndex={0}
      className="relative w-px shrink-0 cursor-col-resize touch-none bg-border outline-none before:absolute before:inset-y-0 before:-left-1.5 before:z-10 before:w-3 before:content-[''] hover:bg-signal focus-visible:bg-signal focus-visible:shadow-[0_0_0_1px_var(--signal)]"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={onMove}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        event.stopPropagation(); // the arrows walk along the canvas
        onWidth(width + sign * (event.key === 'ArrowRight' ? STEP : -STEP));
      }}
    />
  );
}

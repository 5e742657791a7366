'use client';

import { Slot } from 'radix-ui';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { Tooltip } from './tooltip.tsx';

const DELAY_MS = 350; // as for every tooltip of the app

/**
 * A tooltip for what is there hundreds of times: it only comes to be when the pointer rests on its element, which must
 * not take the focus.
 */
export function LazyTooltip(props: Omit<ComponentProps<typeof Tooltip>, 'isOpenAtFirst'>) {
  const [isWanted, setWanted] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (isWanted) return <Tooltip {...props} isOpenAtFirst />;
  return (
    <Slot.Root
      onPointerEnter={(event) => {
        if (event.pointerType === 'touch') return;
        timer.current = setTimeout(() => setWanted(true), DELAY_MS);
      }}
      onPointerLeave={() => clearTimeout(timer.current)}
    >
      {props.children}
    </Slot.Root>
  );
}

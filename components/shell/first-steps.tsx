'use client';

import { usePathname } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { type FirstStepsView, noteStep, readFirstSteps } from '#app/actions/first-steps.ts';
import { Button } from '#components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import { firstStepItems } from './first-steps-items.ts';
import { FirstStepsList } from './first-steps-list.tsx';
import { ProgressRing } from './progress-ring.tsx';

const REFRESH_MS = 5_000; // while the list is open, so that the first event ticks itself off

/** The way to the first answered event, in the bar until it is done or put away. */
export function FirstSteps({ initial }: { initial: FirstStepsView }) {
  const pathname = usePathname();
  const [steps, setSteps] = useState<FirstStepsView | null>(initial);
  const [wasDone] = useState(() => firstStepItems(initial).every((item) => item.isDone));
  const [isOpen, setOpen] = useState(false);
  const refresh = useCallback(async () => {
    const read = await readFirstSteps().catch(() => undefined); // an answer that fails changes nothing
    if (read !== undefined) setSteps(read);
  }, []);

  useEffect(() => {
    const isRun = /^\/workflows\/[^/]+\/runs\/[^/]+$/.test(pathname);
    void (isRun ? noteStep('lookedAtRun').catch(() => undefined) : Promise.resolve()).then(refresh);
  }, [pathname, refresh]);

  useEffect(() => {
    const onFocus = () => void refresh();
    window.addEventListener('focus', onFocus);
    const timer = isOpen ? setInterval(onFocus, REFRESH_MS) : undefined;
    return () => {
      window.removeEventListener('focus', onFocus);
      clearInterval(timer);
    };
  }, [isOpen, refresh]);

  if (wasDone || steps === null) return null;
  const items = firstStepItems(steps);
  const done = items.filter((item) => item.isDone).length;
  const dismiss = () => {
    setSteps(null);
    void noteStep('dismissed').catch(() => undefined);
  };

  return (
    <Popover
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        if (open) void refresh();
      }}
    >
      <PopoverTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={`First steps: ${done} of ${items.length} done`}>
          <ProgressRing done={done} of={items.length} />
          <span className="max-sm:hidden">First steps</span>
          {/* Drawn, not text: the button's name says it in words. */}
          <span
            className="tabular-nums before:content-[attr(data-done)]"
            data-done={`${done}/${items.length}`}
          />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-[min(22rem,calc(100vw-1rem))] p-4" aria-label="First steps">
        <FirstStepsList
          items={items}
          onCopied={() => {
            setSteps({ ...steps, connected: true });
            void noteStep('copied').catch(() => undefined);
          }}
          onGo={() => setOpen(false)}
          onDismiss={dismiss}
        />
      </PopoverContent>
    </Popover>
  );
}

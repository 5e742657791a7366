import { CircleAlert, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { useEditorState } from '../editor-context.tsx';
import { LISTENING } from './event-picker.tsx';
import { NodeLink, nameOf } from './node-link.tsx';
import { RanFlow } from './ran-flow.tsx';
import type { TestOutcome } from './test-outcome.ts';
import type { TestGoal } from './testing.ts';
import type { Listening } from './use-listening.ts';
import { useTesting, useTestingState } from './use-testing.ts';

/** Under the bar: what is being tested, and how the last test went. */
export function TestStrip({ listening }: { listening: Listening }) {
  const testing = useTesting();
  const running = useTestingState((state) => state.running);
  const last = useTestingState((state) => state.last);
  if (running !== undefined) {
    return (
      <Strip onClose={testing.cancel} closeLabel="Stop the test">
        <Spinner className="text-signal-text" />
        <Goal goal={running} />
      </Strip>
    );
  }
  if (listening.state !== 'off') {
    return (
      <Strip onClose={listening.stop} closeLabel="Stop listening">
        <span
          className="size-2 animate-pulse rounded-full bg-signal motion-reduce:animate-none"
          aria-hidden="true"
        />
        {LISTENING[listening.state]}
      </Strip>
    );
  }
  if (last === undefined) return null;
  const close = () => {
    testing.dismiss();
    document.querySelector<HTMLElement>('[data-run-test]')?.focus(); // not lost with the button
  };
  return <Last goal={last.goal} outcome={last.outcome} onClose={close} />;
}

function Strip(props: { onClose: () => void; closeLabel: string; children: React.ReactNode }) {
  return (
    <section
      aria-label="Test"
      className="flex items-center gap-2 border-b bg-surface-2/60 py-1 pr-1.5 pl-3 text-sm"
    >
      <p role="status" className="flex min-w-0 flex-1 items-center gap-2 text-pretty">
        {props.children}
      </p>
      <Button variant="ghost" size="icon-xs" aria-label={props.closeLabel} onClick={props.onClose}>
        <X />
      </Button>
    </section>
  );
}

function Goal({ goal }: { goal: TestGoal }) {
  const name = useEditorState(({ document }) => nameOf(document, goal.nodeId));
  if (goal.kind === 'flow') return 'Running the flow…';
  return goal.kind === 'until' ? `Running to “${name}”…` : `Running “${name}” alone…`;
}

function Last({ goal, outcome, onClose }: { goal: TestGoal; outcome: TestOutcome; onClose: () => void }) {
  if (!outcome.ok) {
    return (
      <section
        aria-label="Test"
        className="grid gap-1 border-b bg-danger-soft py-1.5 pr-1.5 pl-3 text-danger-text text-sm"
      >
        <div className="flex items-start gap-2">
          <CircleAlert className="mt-1 size-3.5 shrink-0" aria-hidden="true" />
          <p role="alert" className="min-w-0 flex-1 py-0.5 text-pretty break-words">
            {outcome.issues.length > 0 ? 'The draft cannot run yet.' : outcome.message}
          </p>
          <Button variant="ghost" size="icon-xs" aria-label="Close the result" onClick={onClose}>
            <X />
          </Button>
        </div>
        {outcome.issues.length === 0 ? null : (
          <ul className="grid max-h-40 gap-0.5 overflow-y-auto pr-2 pb-1 pl-5.5">
            {outcome.issues.map(({ code, message, nodeId }) => (
              <li key={`${code}${nodeId ?? ''}${message}`}>
                {nodeId === undefined ? (
                  message
                ) : (
                  <NodeLink nodeId={nodeId} at="settings" hasName>
                    {message}
                  </NodeLink>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
    );
  }
  return (
    <section
      aria-label="Test"
      className="max-h-[45dvh] shrink-0 divide-y overflow-y-auto border-b bg-surface-2/60"
    >
      {outcome.runs.map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the runs of one test do not change
        <RanFlow key={index} goal={goal} run={run} onClose={index === 0 ? onClose : undefined} />
      ))}
    </section>
  );
}

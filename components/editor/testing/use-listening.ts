import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { useStore } from 'zustand';
import { readReceivedEvent } from '#app/actions/test-runs.ts';
import { eventInfo } from '#lib/vapi/events.ts';
import { useEditor } from '../editor-context.tsx';
import { tellNotTaken, UNREACHABLE } from './pick-received.ts';
import { useTesting } from './use-testing.ts';

/** An event is told the moment it is taken in, and can be read once it is written: a few milliseconds later. */
const TRIES = 8;
const WAIT_MS = 150;

export interface Listening {
  readonly state: 'off' | 'connecting' | 'listening' | 'lost';
  readonly start: () => void;
  readonly stop: () => void;
}

/** Waits for the next event that comes to the workflow and picks it for tests. */
export const useListening = (): Listening => {
  const { workflowId, live } = useEditor();
  const testing = useTesting();
  const [isOn, setOn] = useState(false);
  const connection = useStore(live.state, (state) => state.connection);
  const current = useRef<{ end: () => void }>(undefined);
  useEffect(() => () => current.current?.end(), []);

  const stop = () => {
    current.current?.end();
    current.current = undefined;
    setOn(false);
  };
  const take = async (own: { end: () => void }, eventId: string) => {
    let problem = '';
    for (let attempt = 0; attempt < TRIES && current.current === own; attempt += 1) {
      const read = await readReceivedEvent(workflowId, eventId).catch(() => UNREACHABLE);
      if (current.current !== own) return;
      if (read.ok) {
        const { id, type, callId, receivedAt, tools } = read.event;
        stop();
        toast.dismiss('test-event-lost');
        testing.pick({ kind: 'received', id, type, callId, receivedAt, tools });
        toast.success(`${eventInfo(type).label} came in`, {
          id: 'test-event-heard',
          description: 'It is the test event now.',
          action: { label: 'Run with it', onClick: () => void testing.run({ kind: 'flow' }) },
        });
        return;
      }
      problem = read.message;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
    if (current.current === own) tellNotTaken(problem);
  };
  const start = () => {
    current.current?.end();
    const release = live.hold(); // who calls the assistant looks at something else meanwhile
    const unsubscribe = live.subscribe((notice) => {
      if (notice.kind === 'event') void take(own, notice.id);
    });
    const own = {
      end: () => {
        unsubscribe();
        release();
      },
    };
    current.current = own;
    setOn(true);
  };
  const state = !isOn ? 'off' : connection === 'live' ? 'listening' : connection;
  return { state, start, stop };
};

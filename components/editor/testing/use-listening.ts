import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { z } from 'zod';
import { readReceivedEvent } from '#app/actions/test-runs.ts';
import { eventInfo } from '#lib/vapi/events.ts';
import { useEditor } from '../editor-context.tsx';
import { useTesting } from './use-testing.ts';

const notice = z.object({ kind: z.string(), id: z.string() });

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
  const { workflowId } = useEditor();
  const testing = useTesting();
  const [state, setState] = useState<Listening['state']>('off');
  const source = useRef<EventSource>(undefined);
  useEffect(() => () => source.current?.close(), []);

  const stop = () => {
    source.current?.close();
    source.current = undefined;
    setState('off');
  };
  const take = async (own: EventSource, eventId: string) => {
    for (let attempt = 0; attempt < TRIES && source.current === own; attempt += 1) {
      const read = await readReceivedEvent(workflowId, eventId);
      if (source.current !== own) return;
      if (read.ok) {
        const { id, type, callId, receivedAt } = read.event;
        stop();
        testing.pick({ kind: 'received', id, type, callId, receivedAt });
        toast.success(`${eventInfo(type).label} came in`, {
          id: 'test-event-heard',
          description: 'It is the test event now.',
          action: { label: 'Run with it', onClick: () => void testing.run({ kind: 'flow' }) },
        });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  };
  const start = () => {
    source.current?.close();
    const own = new EventSource(`/api/live?workflow=${encodeURIComponent(workflowId)}`);
    source.current = own;
    setState('connecting');
    own.onopen = () => setState('listening');
    own.onerror = () => setState('lost'); // the browser connects again by itself
    own.onmessage = ({ data }) => {
      const read = notice.safeParse(JSON.parse(String(data)));
      if (read.success && read.data.kind === 'event') void take(own, read.data.id);
    };
  };
  return { state, start, stop };
};

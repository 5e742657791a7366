import { toast } from 'sonner';
import { readReceivedEvent } from '#app/actions/test-runs.ts';
import type { Editor } from '../editor-context.tsx';
import { testingOf } from './testing.ts';

/** Makes an event that came to the workflow the one that the draft is tested with. */
export const pickReceived = async (editor: Editor, eventId: string): Promise<void> => {
  const read = await readReceivedEvent(editor.workflowId, eventId).catch(() => UNREACHABLE);
  if (!read.ok) {
    tellNotTaken(read.message);
    return;
  }
  const { id, type, callId, receivedAt, tools } = read.event;
  testingOf(editor).pick({ kind: 'received', id, type, callId, receivedAt, tools });
};

export const UNREACHABLE = {
  ok: false,
  message: 'The server does not answer. Pick it under Test event.',
} as const;

export const tellNotTaken = (why: string): void => {
  toast.error('The event was not taken', { id: 'test-event-lost', description: why });
};

import { readReceivedEvent } from '#app/actions/test-runs.ts';
import { ownSamples } from '#components/runs/sample-event.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { samplesOf } from '#lib/vapi/samples.ts';
import type { PickedEvent } from './picked-event.ts';

export type LoadedEvent =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly message: string };

/** The whole body of an event that was picked, as Vapi would post it. */
export const loadEvent = async (
  workflowId: string,
  document: GraphDocument,
  picked: PickedEvent,
): Promise<LoadedEvent> => {
  switch (picked.kind) {
    case 'trigger': {
      const own = ownSamples(document).find(({ id }) => id === picked.nodeId);
      if (own === undefined) return { ok: false, message: 'This trigger is gone. Pick another event.' };
      return own.body === undefined ? loadSample(own.eventType) : { ok: true, body: own.body };
    }
    case 'sample':
      return loadSample(picked.type, picked.id);
    case 'received': {
      const read = await readReceivedEvent(workflowId, picked.id);
      return read.ok ? readEventText(read.text) : read;
    }
    case 'written':
      return readEventText(picked.text);
    default:
      return picked satisfies never;
  }
};

const loadSample = async (type: string, id?: string): Promise<LoadedEvent> => {
  const samples = samplesOf(type);
  const sample = samples.find((each) => each.id === id) ?? samples[0];
  if (sample === undefined)
    return { ok: false, message: `There is no sample of ${type}. Write one by hand.` };
  return { ok: true, body: await sample.load() };
};

/** Reads what was written by hand. */
export const readEventText = (text: string): LoadedEvent => {
  try {
    return { ok: true, body: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    return { ok: false, message: `The event is not JSON: ${reason}` };
  }
};

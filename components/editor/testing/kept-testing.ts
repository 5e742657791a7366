import { z } from 'zod';
import { pickedEvent } from './picked-event.ts';

export const pin = z.object({ output: z.unknown(), handle: z.string().optional() });

/** What a step gives in tests instead of running. */
export type Pin = z.infer<typeof pin>;

const kept = z.object({
  picked: pickedEvent.optional(),
  pins: z.record(z.string(), pin).default({}),
});

export type KeptTesting = z.infer<typeof kept>;

const keyOf = (workflowId: string): string => `patchbay:testing:${workflowId}`;

/** What this browser remembers of testing a workflow; nothing where what it has cannot be read. */
export const readKeptTesting = (workflowId: string, storage: Storage): KeptTesting => {
  const text = storage.getItem(keyOf(workflowId));
  if (text === null) return { pins: {} };
  try {
    return kept.catch({ pins: {} }).parse(JSON.parse(text));
  } catch {
    return { pins: {} };
  }
};

/** Remembers it. False where the browser has no room for it. */
export const keepTesting = (workflowId: string, testing: KeptTesting, storage: Storage): boolean => {
  try {
    storage.setItem(keyOf(workflowId), JSON.stringify(testing));
    return true;
  } catch {
    return false;
  }
};

import { z } from 'zod';
import type { Bus } from '#lib/store/bus.ts';

/** An editor that somebody has open: one for each tab. */
export const openEditor = z.object({
  /** Names the tab; made by the browser. */
  tab: z.string().min(1).max(64),
  userId: z.string().max(64),
  name: z.string().max(200),
  /** The nodes that are selected there. */
  nodes: z.array(z.string().max(64)).max(20).readonly(),
});

export type OpenEditor = z.infer<typeof openEditor>;

const workflowId = z.string().min(1).max(64);

/** What app instances tell each other about open editors. */
export const editorMessage = z.discriminatedUnion('kind', [
  /** An editor is open here. Said again now and then: who is silent is gone. */
  z.object({ kind: z.literal('here'), workflowId, editor: openEditor }),
  z.object({ kind: z.literal('left'), workflowId, tab: z.string() }),
  /** Whoever has editors of this workflow open is to say so. */
  z.object({ kind: z.literal('who'), workflowId }),
  /** A browser tells what is selected in a tab, or that it closes: for the instance that holds the tab's stream. */
  z.object({
    kind: z.literal('point'),
    workflowId,
    tab: z.string(),
    userId: z.string(),
    nodes: openEditor.shape.nodes,
  }),
  z.object({ kind: z.literal('close'), workflowId, tab: z.string(), userId: z.string() }),
  z.object({
    kind: z.literal('draft'),
    workflowId,
    revision: z.number(),
    /** Who saved it; the id only of a user. */
    by: z.object({ id: z.string().optional(), name: z.string() }),
  }),
  z.object({
    kind: z.literal('published'),
    workflowId,
    /** Null: nothing is published any more. */
    version: z.number().nullable(),
    by: z.object({ id: z.string().optional(), name: z.string() }),
  }),
]);

export type EditorMessage = z.infer<typeof editorMessage>;

/** Tells every app instance what concerns open editors. */
export const tellEditors = (bus: Bus, message: EditorMessage): void => bus.send(JSON.stringify(message));

/** `undefined` for what is no such message: another version of Patchbay may be on the same database. */
export const readEditorMessage = (text: string): EditorMessage | undefined => {
  try {
    const read = editorMessage.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined; // no JSON: something else uses the channel
  }
};

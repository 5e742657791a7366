import { z } from 'zod';
import type { Store } from '#lib/store/store.ts';

/** What nobody but the person can know, kept per user; the rest is read from what is there. */
const notes = z.object({
  copied: z.boolean().default(false),
  lookedAtRun: z.boolean().default(false),
  dismissed: z.boolean().default(false),
});

type Notes = z.infer<typeof notes>;
export type NotedStep = 'copied' | 'lookedAtRun' | 'dismissed';

/** How far a person has come with their first workflow. */
export interface FirstSteps {
  readonly created: boolean;
  readonly published: boolean;
  /** Vapi was given the URL: it was copied, or set through Connect. */
  readonly connected: boolean;
  readonly received: boolean;
  readonly lookedAtRun: boolean;
  /** The workflow that the next step is about: the one that has come furthest. */
  readonly workflowId: string | null;
  /** Of that workflow; null where its URL is turned off. */
  readonly token: string | null;
}

type Stored = Pick<Store, 'settings' | 'workflows' | 'vapiChanges'>;

const keyOf = (userId: string): string => `first-steps:${userId}`;

const readNotes = async (store: Stored, userId: string): Promise<Notes> => {
  const parsed = notes.safeParse((await store.settings.get(keyOf(userId))) ?? {});
  return parsed.success ? parsed.data : notes.parse({});
};

/** Undefined where the person put the list away. */
export const firstSteps = async (store: Stored, userId: string): Promise<FirstSteps | undefined> => {
  const noted = await readNotes(store, userId);
  if (noted.dismissed) return undefined;
  const workflows = await store.workflows.list();
  const received = workflows.find(({ lastEventAt }) => lastEventAt !== null);
  const published = workflows.find(({ publishedVersion }) => publishedVersion !== null);
  const furthest = received ?? published ?? workflows[0];
  const [workflow, changes] =
    furthest === undefined
      ? [undefined, []]
      : await Promise.all([store.workflows.get(furthest.id), store.vapiChanges.list(furthest.id)]);
  return {
    created: workflows.length > 0,
    published: published !== undefined,
    connected: noted.copied || changes.length > 0,
    received: received !== undefined,
    lookedAtRun: noted.lookedAtRun,
    workflowId: furthest?.id ?? null,
    token: workflow === undefined || workflow.tokenRevokedAt !== null ? null : workflow.token,
  };
};

/** Remembers for a user what they did. */
export const noteFirstStep = async (store: Stored, userId: string, step: NotedStep): Promise<void> => {
  const noted = await readNotes(store, userId);
  if (!noted[step]) await store.settings.set(keyOf(userId), { ...noted, [step]: true });
};

import type { GraphDocument } from './schema.ts';

/** Whose change counts where both changed the same. */
export type Side = 'mine' | 'theirs';

/** What both sides changed in different ways, so that a person has to choose. */
export interface MergeConflict {
  /** Names the conflict in `choices`, as long as the three documents are the same. */
  readonly key: string;
  readonly on: 'node' | 'edge' | 'note';
  /** The id in the merged document. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** The type, where it is a node's. */
  readonly type?: string;
  /** `['config', 'url']`; empty where the question is whether it is there at all. */
  readonly path: readonly (string | number)[];
  /** Absent: it was not there. */
  readonly base?: unknown;
  readonly mine?: unknown;
  readonly theirs?: unknown;
}

export type Choices = ReadonlyMap<string, Side>;

/** The three documents of a merge. */
export interface Sides {
  readonly base: GraphDocument;
  readonly mine: GraphDocument;
  readonly theirs: GraphDocument;
}

/** Notes a conflict and says whose change counts. */
export type Choose = (conflict: Omit<MergeConflict, 'key'>) => Side;

/** What starts a flow of a workflow, for a chip. */
export interface TriggerChip {
  readonly kind: 'event' | 'tool';
  /** The event's type or the tool's name. */
  readonly name: string;
}

/** A workflow as the list shows it. Times are ISO 8601. */
export interface WorkflowRow {
  readonly id: string;
  readonly name: string;
  readonly triggers: readonly TriggerChip[];
  readonly publishedVersion: number | null;
  readonly hasUnpublishedChanges: boolean;
  readonly runs24h: number;
  readonly failed24h: number;
  readonly lastEventAt: string | null;
  readonly updatedAt: string;
}

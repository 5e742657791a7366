/** What the bar needs to know of each workflow. */
export interface WorkflowLink {
  readonly id: string;
  readonly name: string;
  readonly isPublished: boolean;
  readonly hasUnpublishedChanges: boolean;
}

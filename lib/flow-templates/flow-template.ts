import type { GraphDocument } from '#lib/graph/schema.ts';

/** What a template is for; the gallery groups by it. */
export const jobs = {
  calls: 'Who answers',
  tools: 'During the call',
  transfers: 'Transfer and hand-off',
  after: 'After the call',
  campaigns: 'Outbound',
} as const;

export type TemplateJob = keyof typeof jobs;

/** A secret that the flow reads: a key, or the address of a server. */
export interface NeededSecret {
  readonly kind: 'secret';
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly example: string;
}

/** A setting that only the person knows, such as the id of an assistant. Empty in the document. */
export interface NeededSetting {
  readonly kind: 'setting';
  readonly label: string;
  readonly help: string;
  readonly example: string;
  /** Where it goes: fields of the nodes' config. */
  readonly places: readonly { readonly nodeId: string; readonly field: string }[];
}

export type TemplateNeed = NeededSecret | NeededSetting;

/** What Vapi posts, and what it gets back where it waits for an answer. */
export interface TemplateSample {
  /** The inner messages, in order. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** The answer to the last of them; absent where Vapi waits for none. */
  readonly answer?: unknown;
  /** What happens, in one sentence. */
  readonly outcome: string;
}

/** A template with everything in it; loaded when somebody looks at it. */
export interface TemplateDocument {
  readonly graph: GraphDocument;
  readonly sample: TemplateSample;
}

/** A complete flow for one job, as the gallery shows it. */
export interface FlowTemplate {
  readonly key: string;
  readonly job: TemplateJob;
  readonly title: string;
  readonly description: string;
  /** The name of the workflow where none is typed. */
  readonly workflowName: string;
  /** Vapi's event types and tool names that it answers to. */
  readonly answersTo: readonly string[];
  readonly needs: readonly TemplateNeed[];
  readonly load: () => Promise<TemplateDocument>;
}

import { compile } from '#lib/graph/compile.ts';
import type { Flow } from '#lib/graph/plan.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { runnerFor } from '#lib/nodes/runners.ts';
import type { Step } from '#lib/nodes/step.ts';
import type { TriggerPolicy } from '#lib/nodes/trigger-policy.ts';
import { policyOf } from '#lib/nodes/trigger-policy.ts';
import type { StepSource } from '#lib/sandbox/units.ts';
import type { StoredAccess } from '#lib/store/stored-access.ts';
import { codeStepOf } from './code-step-of.ts';
import type { LoadAccess, WorkflowAccess } from './workflow-access.ts';

/** What the store knows of a workflow that the runtime needs. */
export interface RunnableWorkflow {
  readonly id: string;
  readonly name: string;
  /** `null` while the token is revoked. */
  readonly tokenHash: string | null;
  readonly access: StoredAccess;
  readonly published: {
    readonly versionId: string;
    readonly versionNumber: number;
    readonly graph: GraphDocument;
  } | null;
}

/** One flow of a published version, ready to run. */
export interface LoadedFlow {
  readonly flow: Flow;
  readonly steps: ReadonlyMap<string, Step>;
  readonly trigger: { readonly id: string; readonly name: string };
  readonly policy: TriggerPolicy;
  /** Names of its steps that change something in other systems. */
  readonly outside: readonly string[];
}

export interface PublishedVersion {
  readonly versionId: string;
  readonly versionNumber: number;
  readonly byEvent: ReadonlyMap<string, LoadedFlow>;
  readonly byTool: ReadonlyMap<string, LoadedFlow>;
  /** Takes the calls of tools that are not in `byTool`. */
  readonly anyTool: LoadedFlow | undefined;
  readonly codeSteps: readonly StepSource[];
}

export interface LoadedWorkflow {
  readonly id: string;
  readonly name: string;
  readonly tokenHash: string | undefined;
  readonly access: WorkflowAccess;
  readonly published: PublishedVersion | undefined;
}

/**
 * Compiles a workflow's published graph; keeps the compiled one of `before` where the version is the same. A graph
 * that does not compile (made by another version of Patchbay) leaves the workflow unpublished here and is reported.
 */
export const loadWorkflow = (
  row: RunnableWorkflow,
  before: LoadedWorkflow | undefined,
  onInvalid: (row: RunnableWorkflow, error: unknown) => void,
  loadAccess: LoadAccess,
): LoadedWorkflow => ({
  id: row.id,
  name: row.name,
  tokenHash: row.tokenHash ?? undefined,
  access: loadAccess(row.id, row.access),
  published: publishedOf(row, before, onInvalid),
});

const publishedOf = (
  row: RunnableWorkflow,
  before: LoadedWorkflow | undefined,
  onInvalid: (row: RunnableWorkflow, error: unknown) => void,
): PublishedVersion | undefined => {
  if (row.published === null) return undefined;
  if (before?.published?.versionId === row.published.versionId) return before.published;
  try {
    return loadVersion(row.published);
  } catch (error) {
    onInvalid(row, error);
    return undefined;
  }
};

/** Compiles one version, with `replaced` in place of what its nodes do. Throws where the graph cannot be compiled. */
export const loadVersion = (
  version: NonNullable<RunnableWorkflow['published']>,
  replaced: ReadonlyMap<string, Step> = new Map(),
): PublishedVersion => {
  const plan = compile(version.graph, definitions);
  const byEvent = new Map<string, LoadedFlow>();
  const byTool = new Map<string, LoadedFlow>();
  const steps = new Map<string, Step>();
  let anyTool: LoadedFlow | undefined;
  for (const node of version.graph.nodes) {
    const isTrigger = definitions[node.type]?.trigger !== undefined;
    if (node.disabled === true || isTrigger) continue;
    steps.set(node.id, replaced.get(node.id) ?? runnerFor(node.type)(node.config));
  }
  const outside = version.graph.nodes.filter(
    (node) => node.disabled !== true && definitions[node.type]?.actsOutside?.(node.config),
  );
  for (const flow of plan.flows.values()) {
    const policy = policyOf(flow.trigger.type, flow.trigger.config);
    const loaded: LoadedFlow = {
      flow,
      steps,
      trigger: { id: flow.trigger.id, name: flow.trigger.name },
      policy,
      outside: outside.filter(({ id }) => flow.nodeIds.includes(id)).map(({ name }) => name),
    };
    if (policy.match.kind === 'tool') byTool.set(policy.match.toolName, loaded);
    else if (policy.match.kind === 'any-tool') anyTool = loaded;
    else byEvent.set(policy.match.eventType, loaded);
  }
  return {
    versionId: version.versionId,
    versionNumber: version.versionNumber,
    byEvent,
    byTool,
    anyTool,
    codeSteps: version.graph.nodes.flatMap((node) => codeStepOf(node) ?? []),
  };
};

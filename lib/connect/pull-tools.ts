import { parseGraph } from '#lib/graph/parse.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { slugFor } from '#lib/graph/slug.ts';
import { type Connect, connectedApi } from './context.ts';
import { failure, type Outcome } from './failure.ts';
import { type FunctionTool, functionTools } from './tools.ts';
import { workflowNeeds } from './workflow-needs.ts';

/** Room for a trigger and the steps that will follow it, in pixels of the canvas. */
const ROW_HEIGHT = 180;
const MAX_TRIES = 5;

/**
 * Makes a Tool call trigger in the draft of each of these tools of Vapi's, below what is on the canvas. Tools that
 * have a trigger already are left out.
 */
export const pullTools = async (
  connect: Connect,
  workflowId: string,
  toolIds: readonly string[],
): Promise<Outcome<{ added: readonly string[]; revision: number }>> => {
  const connected = await connectedApi(connect);
  if (!connected.ok) return connected;
  const listed = await connected.api.list('tool');
  if (!listed.ok) return listed;
  const wanted = functionTools(listed.items).filter(({ id }) => toolIds.includes(id));
  if (wanted.length === 0) {
    return failure('not-found', 'Vapi has none of these tools any more. Load the list again.');
  }
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const workflow = await connect.store.workflows.get(workflowId);
    if (workflow === undefined) return failure('not-found', `There is no workflow '${workflowId}'.`);
    const { graph, added } = withToolTriggers(workflow.draft, wanted);
    if (added.length === 0) return { ok: true, added, revision: workflow.draftRevision };
    const parsed = parseGraph(graph);
    if (!parsed.ok) throw new Error(`A pulled tool makes no graph: ${JSON.stringify(parsed.issues)}`);
    const saved = await connect.store.workflows.saveDraft(workflowId, parsed.graph, workflow.draftRevision);
    if (saved.ok) {
      await audit(connect, workflowId, added);
      return { ok: true, added, revision: saved.revision };
    }
  }
  return failure('changed-meanwhile', 'The draft is being changed right now. Try again.');
};

/** The graph with a trigger for each tool that has none, in a column below everything else. */
export const withToolTriggers = (
  draft: GraphDocument,
  tools: readonly FunctionTool[],
): { graph: GraphDocument; added: readonly string[] } => {
  const present = new Set(workflowNeeds(draft).tools.map(({ name }) => name));
  const fresh = tools.filter(
    ({ name }, index) => !present.has(name) && tools.findIndex((tool) => tool.name === name) === index,
  );
  const left = Math.min(...draft.nodes.map(({ position }) => position.x), Number.POSITIVE_INFINITY);
  const bottom = Math.max(...draft.nodes.map(({ position }) => position.y), Number.NEGATIVE_INFINITY);
  const start = {
    x: Number.isFinite(left) ? left : 0,
    y: Number.isFinite(bottom) ? bottom + ROW_HEIGHT : 0,
  };
  const taken = new Set(draft.nodes.map(({ id }) => id));
  const nodes = fresh.map((tool, row): GraphNode => {
    const id = slugFor(tool.name, taken);
    taken.add(id);
    return {
      id,
      type: 'trigger_tool',
      name: tool.name,
      position: { x: start.x, y: start.y + row * ROW_HEIGHT },
      config: {
        toolName: tool.name,
        ...(tool.description === '' ? {} : { description: tool.description }),
        parameters: tool.parameters ?? { type: 'object', properties: {}, required: [] },
        timeoutSeconds: 20,
      },
    };
  });
  return { graph: { ...draft, nodes: [...draft.nodes, ...nodes] }, added: fresh.map(({ name }) => name) };
};

const audit = (connect: Connect, workflowId: string, tools: readonly string[]): Promise<void> =>
  connect.store.audit.add({
    actor: connect.actor,
    action: 'vapi.pull-tools',
    target: { kind: 'workflow', id: workflowId },
    details: { tools },
  });

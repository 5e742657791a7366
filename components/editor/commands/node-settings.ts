import { giveName } from '#lib/graph/give-name.ts';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import {
  type ConfigPath,
  changeNode,
  type NodeSettings,
  removeElements,
  setConfig,
  setSettings,
} from '../document/edits.ts';
import { danglingEdges } from '../document/handles.ts';
import { replaceType } from '../document/replace-type.ts';
import type { CommandContext } from './command-context.ts';

/** Commands that change what a node is set to. */
export const nodeSettingsCommands = ({ specs, document, edit }: CommandContext) => ({
  /** Sets a value inside a node's config. Edges from outputs that this takes away go with it. */
  setConfig: (nodeId: string, path: ConfigPath, value: unknown): void => {
    edit(
      (before) => {
        const changed = changeNode(before, nodeId, (node) => setConfig(node, path, value));
        return withoutLostOutputs(before, changed, nodeId, specs);
      },
      { key: `config:${nodeId}:${path.join('.')}` },
    );
  },

  /** Sets what a node has beside its config. */
  setSettings: (nodeId: string, settings: NodeSettings): void => {
    edit(
      (before) => {
        const changed = changeNode(before, nodeId, (node) => setSettings(node, settings));
        return withoutLostOutputs(before, changed, nodeId, specs);
      },
      { key: `settings:${nodeId}:${Object.keys(settings).join()}` },
    );
  },

  /** Switches nodes off, or on again where all of them are off. */
  toggleDisabled: (nodeIds: readonly string[]): void => {
    const nodes = document().nodes.filter((node) => nodeIds.includes(node.id));
    const disabled = nodes.some((node) => node.disabled !== true) ? true : undefined;
    edit((before) =>
      nodes.reduce(
        (result, { id }) => changeNode(result, id, (node) => setSettings(node, { disabled })),
        before,
      ),
    );
  },

  /** Makes a node one of another type, with what fits of its settings. Gives its id; `undefined` where there is no such type. */
  replaceNode: (nodeId: string, type: string): string | undefined => {
    const to = specs[type];
    const node = document().nodes.find(({ id }) => id === nodeId);
    if (to === undefined || node === undefined || node.type === type) return undefined;
    edit((before) => replaceType(before, nodeId, specs[node.type], to), { select: { nodes: [nodeId] } });
    return nodeId;
  },

  /** Renames a node; its id follows, and so do all references to it. Gives the id it has then. */
  rename: (nodeId: string, wanted: string): string => {
    const { graph, id } = giveName(document(), nodeId, wanted, specs);
    if (graph !== document()) edit(() => graph, { select: { nodes: [id] } });
    return id;
  },
});

const withoutLostOutputs = (
  before: GraphDocument,
  after: GraphDocument,
  nodeId: string,
  specs: NodeSpecs,
): GraphDocument => {
  const nodeBefore = before.nodes.find((node) => node.id === nodeId);
  const nodeAfter = after.nodes.find((node) => node.id === nodeId);
  if (nodeBefore === undefined || nodeAfter === undefined || nodeBefore === nodeAfter) return after;
  // An edge that led nowhere before this edit is a mistake to be shown, not one to be tidied away here.
  const already = new Set(danglingEdges(before, nodeBefore, specs[nodeBefore.type]).map((edge) => edge.id));
  const lost = danglingEdges(after, nodeAfter, specs[nodeAfter.type])
    .map((edge) => edge.id)
    .filter((id) => !already.has(id));
  return lost.length === 0 ? after : removeElements(after, { nodes: [], edges: lost, notes: [] });
};

import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import { renameNode } from '#lib/graph/rename.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { slugFor } from '#lib/graph/slug.ts';
import { extract, freeName, insert } from './document/clipboard.ts';
import { type ConnectionEnds, connectionProblem } from './document/connection-rules.ts';
import {
  addElements,
  type ConfigPath,
  changeNode,
  createEdge,
  moveNodes,
  type NodeSettings,
  removeElements,
  setConfig,
  setSettings,
} from './document/edits.ts';
import { danglingEdges } from './document/handles.ts';
import { freeSpot, GRID, openOutput, type Point, spotAfter } from './document/placement.ts';
import type { EditorStore } from './store.ts';

/** What a person can do to the document, each one undoable step. */
export type EditorCommands = ReturnType<typeof createCommands>;

interface NewNode {
  readonly type: string;
  /** The node type's label unless given. */
  readonly name?: string;
  /** Where its upper left corner goes. */
  readonly at: Point;
  /** Over the node type's own first config. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Opens its settings; true unless given. */
  readonly opensPanel?: boolean;
  /** The output that an edge is drawn from. */
  readonly from?: { readonly source: string; readonly sourceHandle: string };
}

/** The commands of one editor. They never leave a document that its schema does not take. */
export const createCommands = (store: EditorStore, specs: NodeSpecs) => {
  const { edit } = store.getState();
  const rename = (graph: GraphDocument, from: string, to: string) => renameNode(graph, from, to, specs);
  const nodeById = (id: string | undefined): GraphNode | undefined =>
    store.getState().document.nodes.find((node) => node.id === id);
  const selectedNodes = () => store.getState().selection.nodes;

  const addNode = ({
    type,
    name: wanted,
    at,
    config,
    from,
    opensPanel = true,
  }: NewNode): string | undefined => {
    const spec = specs[type];
    if (spec === undefined) return undefined;
    const { document } = store.getState();
    const name = freeName(wanted ?? spec.label, new Set(document.nodes.map((node) => node.name)));
    const id = slugFor(name, new Set(document.nodes.map((node) => node.id)));
    const node: GraphNode = {
      id,
      type,
      name,
      position: { x: Math.round(at.x), y: Math.round(at.y) },
      config: { ...structuredClone(spec.initial), ...config },
    };
    edit(
      (before) => {
        const after = addElements(before, [node]);
        if (from === undefined || connectionProblem(after, specs, { ...from, target: id }) !== undefined) {
          return after;
        }
        return addElements(after, [], [createEdge(after, { ...from, target: id })]);
      },
      { select: { nodes: [id] } },
    );
    if (opensPanel) store.getState().setPanelOpen(true);
    return id;
  };

  /** Adds a node behind the selected one, connected to it, or else at `center`. */
  const addNodeNear = (type: string, center: Point, config?: NewNode['config']): string | undefined => {
    const { document, selection } = store.getState();
    const given = config === undefined ? {} : { config };
    const selected = selection.nodes.length === 1 ? nodeById(selection.nodes[0]) : undefined;
    const sourceHandle = selected && openOutput(document, specs, selected, type);
    if (selected === undefined || sourceHandle === undefined) {
      return addNode({ type, at: freeSpot(document, specs, center), ...given });
    }
    return addNode({
      type,
      at: spotAfter(document, specs, selected),
      from: { source: selected.id, sourceHandle },
      ...given,
    });
  };

  const pasteAt = (part: GraphDocument, offset: Point): void => {
    if (part.nodes.length === 0) return;
    const pasted = insert(store.getState().document, part, offset, { rename, freeId: slugFor });
    edit(() => pasted.document, { select: { nodes: pasted.nodeIds } });
  };

  return {
    addNode,
    addNodeNear,

    /** Connects, or says why it cannot. */
    connect: (ends: ConnectionEnds): string | undefined => {
      const problem = connectionProblem(store.getState().document, specs, ends);
      if (problem !== undefined) return problem;
      const { source, target, sourceHandle = null, targetHandle = null } = ends;
      edit((document) =>
        addElements(document, [], [createEdge(document, { source, target, sourceHandle, targetHandle })]),
      );
      return undefined;
    },

    /** Moves nodes. Calls with the same `gesture` are one undo step. */
    move: (positions: ReadonlyMap<string, Point>, gesture: string): void => {
      edit((document) => moveNodes(document, positions), {
        key: `move:${gesture}`,
        pauseMs: Number.POSITIVE_INFINITY,
      });
    },

    /** Moves the selected nodes by whole grid steps. */
    nudge: (steps: Point): void => {
      const selected = new Set(selectedNodes());
      edit(
        (document) =>
          moveNodes(
            document,
            new Map(
              document.nodes
                .filter((node) => selected.has(node.id))
                .map(({ id, position }) => [
                  id,
                  { x: position.x + steps.x * GRID, y: position.y + steps.y * GRID },
                ]),
            ),
          ),
        { key: 'nudge' },
      );
    },

    removeSelection: (): void => {
      const { selection } = store.getState();
      edit((document) => removeElements(document, selection), { select: {} });
    },

    remove: (ids: { nodes?: readonly string[]; edges?: readonly string[] }): void => {
      edit((document) => removeElements(document, { nodes: [], edges: [], ...ids }));
    },

    selectAll: (): void => {
      const { document, select } = store.getState();
      select({ nodes: document.nodes.map((node) => node.id) });
    },

    /** The selected nodes and the edges between them as a document; `undefined` where nothing is selected. */
    copySelection: (): GraphDocument | undefined => {
      const part = extract(store.getState().document, selectedNodes());
      return part.nodes.length === 0 ? undefined : part;
    },

    /** Adds copies of the nodes of `part` with their middle at `center`. */
    paste: (part: GraphDocument, center: Point): void => {
      const middle = middleOf(part);
      pasteAt(part, { x: center.x - middle.x, y: center.y - middle.y });
    },

    duplicateSelection: (): void => {
      pasteAt(extract(store.getState().document, selectedNodes()), { x: 3 * GRID, y: 3 * GRID });
    },

    /** Sets a value inside a node's config. Edges from outputs that this takes away go with it. */
    setConfig: (nodeId: string, path: ConfigPath, value: unknown): void => {
      edit(
        (document) => {
          const changed = changeNode(document, nodeId, (node) => setConfig(node, path, value));
          return withoutLostOutputs(document, changed, nodeId, specs);
        },
        { key: `config:${nodeId}:${path.join('.')}` },
      );
    },

    /** Sets what a node has beside its config. */
    setSettings: (nodeId: string, settings: NodeSettings): void => {
      edit(
        (document) => {
          const changed = changeNode(document, nodeId, (node) => setSettings(node, settings));
          return withoutLostOutputs(document, changed, nodeId, specs);
        },
        { key: `settings:${nodeId}:${Object.keys(settings).join()}` },
      );
    },

    /** Switches nodes off, or on again where all of them are off. */
    toggleDisabled: (nodeIds: readonly string[]): void => {
      const nodes = store.getState().document.nodes.filter((node) => nodeIds.includes(node.id));
      const disabled = nodes.some((node) => node.disabled !== true) ? true : undefined;
      edit((document) =>
        nodes.reduce(
          (result, { id }) => changeNode(result, id, (node) => setSettings(node, { disabled })),
          document,
        ),
      );
    },

    /** Renames a node; its id follows, and so do all references to it. Gives the id it has then. */
    rename: (nodeId: string, wanted: string): string => {
      const name = wanted.trim().slice(0, 120);
      const node = nodeById(nodeId);
      if (name === '' || node === undefined || name === node.name) return nodeId;
      const others = store.getState().document.nodes.filter((other) => other.id !== nodeId);
      const id = slugFor(name, new Set(others.map((other) => other.id)));
      edit(
        (document) => {
          const named = changeNode(document, nodeId, (before) => ({ ...before, name }));
          return id === nodeId ? named : rename(named, nodeId, id);
        },
        { select: { nodes: [id] } },
      );
      return id;
    },

    /** Puts another document in place of this one: a version that is restored. */
    replaceDocument: (document: GraphDocument): void => edit(() => document, { select: {} }),
  };
};

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
  return lost.length === 0 ? after : removeElements(after, { nodes: [], edges: lost });
};

const middleOf = (part: GraphDocument): Point => {
  const xs = part.nodes.map((node) => node.position.x);
  const ys = part.nodes.map((node) => node.position.y);
  return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (Math.min(...ys) + Math.max(...ys)) / 2 };
};

import type { Connection, Edge, FinalConnectionState, HandleType, OnConnectStartParams } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { toast } from 'sonner';
import { DEFAULT_OUT } from '#lib/graph/schema.ts';
import { connectionProblem } from '../document/connection-rules.ts';
import type { Point } from '../document/placement.ts';
import { type Editor, useEditor } from '../editor-context.tsx';
import type { FlowEdge } from '../graph-mapping.ts';
import { nodeAt, pointOf } from './edge-at.ts';
import { useCanvasActions } from './use-canvas-actions.ts';

type View = ReturnType<typeof useCanvasActions>;

const PULL = 32; // pixels that a plug must be pulled to come out: a slip of the hand unplugs nothing

/** The edge whose end is being dragged. */
interface Held {
  readonly id: string;
  readonly from: Point;
  isPlugged: boolean;
}

/** What happens while wires are drawn, and where they are let go. */
export const useWires = () => {
  const editor = useEditor();
  const view = useCanvasActions();
  const held = useRef<Held | undefined>(undefined);
  return useMemo(() => {
    const { store, commands, specs, ui } = editor;
    const problemOf = (ends: Connection | Edge) =>
      connectionProblem(withoutEdge(store.getState().document, held.current?.id), specs, ends);
    return {
      isValidConnection: (ends: Connection | Edge) => problemOf(ends) === undefined,

      onConnect: (ends: Connection) => void commands.connect(ends),

      onConnectStart: (_event: MouseEvent | TouchEvent, from: OnConnectStartParams) =>
        ui.setState({ nodeSearch: undefined, blocked: blockedFrom(editor, from, held.current?.id) }),

      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        ui.setState({ blocked: undefined });
        if (held.current === undefined && state.isValid !== true && state.fromHandle !== null) {
          letGo(editor, view, event, state);
        }
      },

      onReconnectStart: (event: { clientX: number; clientY: number }, edge: FlowEdge) => {
        held.current = { id: edge.id, isPlugged: false, from: { x: event.clientX, y: event.clientY } };
      },

      onReconnect: (edge: FlowEdge, ends: Connection) => {
        if (held.current !== undefined) held.current.isPlugged = true;
        const problem = commands.reconnect(edge.id, ends);
        if (problem !== undefined) toast.error(problem, { id: 'connection' });
      },

      /** A plug that is pulled out and let go over nothing is unplugged. */
      onReconnectEnd: (
        event: MouseEvent | TouchEvent,
        edge: FlowEdge,
        _type: HandleType,
        state: FinalConnectionState,
      ) => {
        const wasPlugged = held.current?.isPlugged === true;
        const isPulled = distance(held.current?.from, pointOf(event)) >= PULL;
        const over = state.toNode?.id ?? nodeAt(pointOf(event));
        const problem = over === undefined ? undefined : problemAt(editor, edge, state, over);
        held.current = undefined;
        ui.setState({ blocked: undefined });
        if (wasPlugged) return;
        if (over === undefined) {
          if (isPulled) commands.remove({ edges: [edge.id] });
        } else if (problem !== undefined) toast.error(problem, { id: 'connection' });
      },
    };
  }, [editor, view]);
};

const distance = (from: Point | undefined, to: Point): number =>
  from === undefined ? 0 : Math.hypot(to.x - from.x, to.y - from.y);

const withoutEdge = (
  document: ReturnType<Editor['store']['getState']>['document'],
  id: string | undefined,
) => (id === undefined ? document : { ...document, edges: document.edges.filter((edge) => edge.id !== id) });

/** Why nodes cannot take the other end of a wire, by node id. */
const blockedFrom = (
  { store, specs }: Editor,
  { nodeId, handleId, handleType }: OnConnectStartParams,
  heldId: string | undefined,
): ReadonlyMap<string, string> => {
  const document = withoutEdge(store.getState().document, heldId);
  if (nodeId === null) return new Map();
  return new Map(
    document.nodes.flatMap(({ id }) => {
      if (id === nodeId) return [];
      const ends =
        handleType === 'source'
          ? { source: nodeId, sourceHandle: handleId, target: id }
          : { source: id, sourceHandle: undefined, target: nodeId };
      const problem =
        handleType === 'source'
          ? connectionProblem(document, specs, ends)
          : backwardProblem(document, specs, ends);
      return problem === undefined ? [] : [[id, problem] as const];
    }),
  );
};

/** A wire that is drawn from an input may end at any output: only what holds for all of them is in the way. */
const backwardProblem = (
  document: Parameters<typeof connectionProblem>[0],
  specs: Parameters<typeof connectionProblem>[1],
  ends: { source: string; target: string },
): string | undefined => {
  const source = document.nodes.find((node) => node.id === ends.source);
  if (source === undefined) return undefined;
  const outputs = specs[source.type]?.outputs(source.config) ?? [{ id: DEFAULT_OUT }];
  if (outputs.length === 0) return `Nothing can follow “${source.name}”.`;
  const problems = outputs.map(({ id }) => connectionProblem(document, specs, { ...ends, sourceHandle: id }));
  return problems.includes(undefined) ? undefined : problems[0];
};

const problemAt = (
  { store, specs }: Editor,
  edge: FlowEdge,
  { fromHandle }: FinalConnectionState,
  nodeId: string,
): string | undefined => {
  const document = withoutEdge(store.getState().document, edge.id);
  if (fromHandle?.type === 'source') {
    return connectionProblem(document, specs, {
      source: edge.source,
      sourceHandle: edge.sourceHandle,
      target: nodeId,
    });
  }
  return connectionProblem(document, specs, { source: nodeId, target: edge.target });
};

/** A wire let go beside every jack: on a card it is plugged in there, on the empty canvas a node is searched. */
const letGo = (
  { commands, ui }: Editor,
  view: View,
  event: MouseEvent | TouchEvent,
  { fromHandle, toNode, toHandle }: FinalConnectionState,
): void => {
  if (fromHandle === null) return;
  const { nodeId, id, type } = fromHandle;
  const at = pointOf(event);
  const over = toNode?.id ?? nodeAt(at);
  if (over === nodeId) return;
  if (over === undefined) {
    const place = view.toCanvas(at);
    const purpose =
      type === 'source'
        ? ({ kind: 'from', source: nodeId, sourceHandle: id ?? DEFAULT_OUT, place } as const)
        : ({ kind: 'to', target: nodeId, place } as const);
    ui.setState({ nodeSearch: { at, purpose } });
    return;
  }
  if (type === 'target' && toHandle === null) return; // which of its outputs was meant is not known
  const problem = commands.connect(
    type === 'source'
      ? { source: nodeId, sourceHandle: id ?? null, target: over }
      : { source: over, sourceHandle: toHandle?.id ?? null, target: nodeId },
  );
  if (problem !== undefined) toast.error(problem, { id: 'connection' });
};

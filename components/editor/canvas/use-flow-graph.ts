import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Point } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { createGraphMapping, type FlowEdge, type FlowNode, type Measured } from '../graph-mapping.ts';

/** The document as React Flow's nodes and edges, and React Flow's changes as edits of the document. */
export const useFlowGraph = () => {
  const { store, commands, specs } = useEditor();
  const [mapping] = useState(() => createGraphMapping(specs));
  const [measured, setMeasured] = useState<Measured>(new Map());
  const document = useEditorState((state) => state.document);
  const selection = useEditorState((state) => state.selection);
  const nodes = useMemo(
    () => mapping.nodes(document, selection, measured),
    [mapping, document, selection, measured],
  );
  const edges = useMemo(() => mapping.edges(document, selection), [mapping, document, selection]);

  const gesture = useRef(0);
  const startGesture = useCallback(() => {
    gesture.current += 1;
  }, []);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const sizes = new Map<string, { width: number; height: number }>();
      const positions = new Map<string, Point>();
      for (const change of changes) {
        if (change.type === 'dimensions' && change.dimensions) sizes.set(change.id, change.dimensions);
        if (change.type === 'position' && change.position) positions.set(change.id, change.position);
      }
      if (sizes.size > 0) setMeasured((before) => new Map([...before, ...sizes]));
      if (positions.size > 0) commands.move(positions, String(gesture.current));
      const selected = applySelection(store.getState().selection.nodes, changes);
      if (selected !== undefined) store.getState().select({ ...store.getState().selection, nodes: selected });
    },
    [store, commands],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const selected = applySelection(store.getState().selection.edges, changes);
      if (selected !== undefined) store.getState().select({ ...store.getState().selection, edges: selected });
    },
    [store],
  );

  return { nodes, edges, onNodesChange, onEdgesChange, startGesture };
};

const applySelection = (
  before: readonly string[],
  changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
): readonly string[] | undefined => {
  const selected = new Set(before);
  let isChanged = false;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    isChanged = true;
    if (change.selected) selected.add(change.id);
    else selected.delete(change.id);
  }
  return isChanged ? [...selected] : undefined;
};

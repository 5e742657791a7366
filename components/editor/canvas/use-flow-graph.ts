import type { EdgeChange, NodeChange, OnNodeDrag } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { noteIdOf } from '../document/canvas-id.ts';
import { type Box, boxesOf, insideFrame } from '../document/note-boxes.ts';
import { cardSize, type Point } from '../document/placement.ts';
import { type Editor, useEditor, useEditorState } from '../editor-context.tsx';
import { createGraphMapping, type FlowEdge, type FlowNode, type Overrides } from '../graph-mapping.ts';
import { useSlide } from './use-slide.ts';

const NOTHING_MOVED: Overrides = new Map();

/**
 * The document as React Flow's nodes and edges, and React Flow's changes as edits of the document. What is dragged
 * or resized moves here only; the document changes once, at the end.
 */
export const useFlowGraph = () => {
  const editor = useEditor();
  const { store, commands, specs, sizes } = editor;
  const [mapping] = useState(() => createGraphMapping(specs));
  const [measured, setMeasured] = useState(0);
  const [overrides, setOverrides] = useState(NOTHING_MOVED);
  const document = useEditorState((state) => state.document);
  const selection = useEditorState((state) => state.selection);
  const slide = useSlide(setOverrides);
  const nodes = useMemo(() => {
    if (measured < 0) return []; // `sizes` is one map that fills up; `measured` counts its changes
    for (const node of document.nodes) {
      if (!sizes.has(node.id)) sizes.set(node.id, cardSize(node, specs[node.type]));
    }
    return mapping.nodes(document, selection, sizes, overrides);
  }, [mapping, document, selection, sizes, specs, measured, overrides]);
  const edges = useMemo(() => mapping.edges(document, selection), [mapping, document, selection]);

  const gesture = useRef(0);
  const carried = useRef<readonly Carried[]>([]);
  const startGesture = useCallback<OnNodeDrag<FlowNode>>(
    (event, node, dragged) => {
      gesture.current += 1;
      editor.ui.setState({ isDragging: true });
      const isAlone = 'altKey' in event && event.altKey;
      carried.current = isAlone ? [] : carriedBy(editor, dragged.length === 0 ? [node] : dragged);
    },
    [editor],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      let isMeasured = false;
      let isDropped = false;
      const moved = new Map<string, Partial<Box>>();
      for (const change of changes) {
        if (change.type === 'dimensions' && change.dimensions) {
          if (noteIdOf(change.id) === undefined) {
            sizes.set(change.id, change.dimensions);
            isMeasured = true;
          } else if (change.resizing) moved.set(change.id, { ...moved.get(change.id), ...change.dimensions });
        }
        if (change.type === 'position' && change.position) {
          moved.set(change.id, { ...moved.get(change.id), ...change.position });
          if (change.dragging === false) isDropped = true;
        }
      }
      if (isMeasured) setMeasured((count) => count + 1);
      if (moved.size > 0) {
        for (const { id, frameId, offset } of carried.current) {
          const frame = moved.get(frameId);
          if (frame?.x !== undefined && frame.y !== undefined) {
            moved.set(id, { x: frame.x + offset.x, y: frame.y + offset.y });
          }
        }
        if (isDropped) {
          carried.current = [];
          commands.move(pointsOf(moved), String(gesture.current));
          setOverrides(NOTHING_MOVED);
        } else setOverrides((before) => new Map([...before, ...moved]));
      }
      applySelection(editor, changes);
    },
    [editor, commands, sizes],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const selected = selectedAfter(store.getState().selection.edges, changes);
      if (selected !== undefined) store.getState().select({ ...store.getState().selection, edges: selected });
    },
    [store],
  );

  /** Ends a resize: the document has the size now. */
  const endResize = useCallback(() => setOverrides(NOTHING_MOVED), []);
  const gestureName = useCallback(() => String(gesture.current), []);

  return { nodes, edges, onNodesChange, onEdgesChange, startGesture, gestureName, endResize, slide };
};

/** What a dragged frame takes along: where it stands from the frame's corner. */
interface Carried {
  readonly id: string;
  readonly frameId: string;
  readonly offset: Point;
}

const carriedBy = ({ store, sizes }: Editor, dragged: readonly FlowNode[]): readonly Carried[] => {
  const frames = dragged.filter((node) => node.type === 'frame');
  if (frames.length === 0) return [];
  const { document } = store.getState();
  const boxes = boxesOf(document, sizes);
  const taken = new Set(dragged.map((node) => node.id));
  return frames.flatMap((frame) => {
    // What React Flow has of the note may be older than its place.
    const note = document.notes.find(({ id }) => id === noteIdOf(frame.id));
    return (note === undefined ? [] : insideFrame(document, note, boxes)).flatMap((id) => {
      const box = boxes.get(id);
      if (box === undefined || taken.has(id)) return [];
      taken.add(id);
      return [
        { id, frameId: frame.id, offset: { x: box.x - frame.position.x, y: box.y - frame.position.y } },
      ];
    });
  });
};

const pointsOf = (moved: Overrides): ReadonlyMap<string, Point> =>
  new Map(
    [...moved].flatMap(([id, { x, y }]) =>
      x === undefined || y === undefined ? [] : [[id, { x, y }] as const],
    ),
  );

const applySelection = ({ store }: Editor, changes: readonly NodeChange<FlowNode>[]): void => {
  const { selection, select } = store.getState();
  const isNote = (change: NodeChange<FlowNode>) => 'id' in change && noteIdOf(change.id) !== undefined;
  const nodes = selectedAfter(
    selection.nodes,
    changes.filter((change) => !isNote(change)),
  );
  const notes = selectedAfter(
    selection.notes,
    changes.flatMap((change) => {
      const id = change.type === 'select' ? noteIdOf(change.id) : undefined;
      return id === undefined || change.type !== 'select' ? [] : [{ ...change, id }];
    }),
  );
  if (nodes === undefined && notes === undefined) return;
  select({ ...selection, nodes: nodes ?? selection.nodes, notes: notes ?? selection.notes });
};

const selectedAfter = (
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

// What `bench/editor.ts` measures the editor against: the stress example of React Flow (reactflow.dev/examples/nodes/
// stress), as many plain nodes in a grid, each connected to the next. Served to the browser; `?nodes=300`.
import '@xyflow/react/dist/style.css';
import {
  Background,
  type Edge,
  MiniMap,
  type Node,
  ReactFlow,
  useEdgesState,
  useNodesState,
} from '@xyflow/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { gridPlace } from './grid-place.ts';

const count = Number(new URLSearchParams(location.search).get('nodes'));

const firstNodes: Node[] = Array.from({ length: count }, (_, at) => ({
  id: `n${at}`,
  position: gridPlace(at, count),
  data: { label: `Node ${at}` },
}));

const firstEdges: Edge[] = Array.from({ length: count - 1 }, (_, at) => ({
  id: `e${at}`,
  source: `n${at}`,
  target: `n${at + 1}`,
}));

function StressExample() {
  const [nodes, , onNodesChange] = useNodesState(firstNodes);
  const [edges, , onEdgesChange] = useEdgesState(firstEdges);
  return createElement(
    ReactFlow,
    { nodes, edges, onNodesChange, onEdgesChange, fitView: true, minZoom: 0 },
    createElement(MiniMap),
    createElement(Background),
  );
}

createRoot(document.body.appendChild(Object.assign(document.createElement('main'), { id: 'root' }))).render(
  createElement(StressExample),
);

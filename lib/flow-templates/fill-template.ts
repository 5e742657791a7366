import type { CanvasNote, GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import type { NeededSetting, TemplateNeed } from './flow-template.ts';

/** What a need is called where values are collected: the secret's name, or the setting's first place. */
export const needKey = (need: TemplateNeed): string =>
  need.kind === 'secret' ? need.name : need.places.map(({ nodeId, field }) => `${nodeId}.${field}`).join(',');

/**
 * The graph with the settings that were given put into their nodes. What is still missing, secrets as well, stands on
 * the canvas as a note, so that nothing skipped is forgotten.
 */
export const fillTemplate = (
  graph: GraphDocument,
  needs: readonly TemplateNeed[],
  values: Readonly<Record<string, string>>,
  missing: readonly TemplateNeed[],
): GraphDocument => {
  const settings = needs.filter((need) => need.kind === 'setting');
  return {
    ...graph,
    nodes: graph.nodes.map((node) => withSettings(node, settings, values)),
    notes: missing.length === 0 ? graph.notes : [...graph.notes, missingNote(graph, missing)],
  };
};

const withSettings = (
  node: GraphNode,
  settings: readonly NeededSetting[],
  values: Readonly<Record<string, string>>,
): GraphNode => {
  const config = { ...node.config };
  for (const setting of settings) {
    const value = values[needKey(setting)]?.trim() ?? '';
    if (value === '') continue;
    for (const { nodeId, field } of setting.places) if (nodeId === node.id) config[field] = value;
  }
  return { ...node, config };
};

const LINE = 23;

/** Left of everything else, where a reader begins. */
const missingNote = ({ nodes, notes }: GraphDocument, missing: readonly TemplateNeed[]): CanvasNote => {
  const lines = missing.map((need) => `- ${sentence(need, nodes)}`);
  return {
    id: 'still_missing',
    kind: 'note',
    text: `# Still missing\n\n${lines.join('\n')}\n\nDelete this note once it is done.`,
    position: {
      x: Math.min(...[...nodes, ...notes].map(({ position }) => position.x)) - 360,
      y: Math.min(...nodes.map(({ position }) => position.y)),
    },
    width: 300,
    height: 120 + 2 * LINE * missing.length + LINE * Math.max(0, missing.length - 2),
    color: 'orange',
  };
};

const sentence = (need: TemplateNeed, nodes: readonly GraphNode[]): string => {
  if (need.kind === 'secret') return `**${need.label}**: the secret \`${need.name}\`, in Settings.`;
  const names = need.places.map(({ nodeId }) => `“${nodes.find(({ id }) => id === nodeId)?.name ?? nodeId}”`);
  return `**${need.label}**: in ${[...new Set(names)].join(' and ')}.`;
};

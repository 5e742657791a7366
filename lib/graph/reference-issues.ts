import type { TemplateError } from '#lib/template/template-error.ts';
import { codeReferences } from './code-references.ts';
import { type ConfigText, codeTexts, templateTexts } from './config-texts.ts';
import { nearest } from './did-you-mean.ts';
import { ancestorsOf, type GraphIndex, reachableFrom } from './graph-index.ts';
import { innermostLoop, loopBodies } from './loop-bodies.ts';
import type { GraphIssue, NodeSpec } from './node-spec.ts';
import { readTemplate } from './read-template.ts';
import type { GraphNode } from './schema.ts';
import { activeTriggers, isToolCall } from './trigger-issues.ts';

/** What templates and code may refer to. */
const ROOTS = ['event', 'call', 'tool', 'steps', 'memory', 'secrets', 'workflow'];

/** Templates that cannot be read, and references to what will not be there. A disabled node may be left unfinished. */
export const referenceIssues = (index: GraphIndex): GraphIssue[] => {
  const surroundings = surroundingsOf(index);
  return [...index.nodes.values()].flatMap((node) => {
    const spec = index.specOf(node);
    return spec === undefined || node.disabled === true ? [] : nodeIssues(surroundings, node, spec);
  });
};

/** An issue of a reference in one text, with its 1-based place there. */
export interface PlacedIssue extends Pick<GraphIssue, 'severity' | 'code' | 'message'> {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with the references in a template of a node, one by one: for the field in which it is written. */
export const placedIssues = (
  index: GraphIndex,
): ((node: GraphNode, text: string) => readonly PlacedIssue[]) => {
  const surroundings = surroundingsOf(index);
  return (node, text) => {
    const read = readTemplate(text);
    if ('error' in read) return [];
    return read.references.flatMap((use) =>
      useIssues(surroundings, { node, use, path: [] }).map(({ severity, code, message }) => ({
        severity,
        code,
        message: message.replace(PLACE, ''),
        line: use.line,
        column: use.column,
      })),
    );
  };
};

const PLACE = / \(line \d+, column \d+\)$/;

/** What is known of the whole graph before its nodes are looked at one by one. */
interface Surroundings {
  readonly index: GraphIndex;
  readonly bodies: ReadonlyMap<string, ReadonlySet<string>>;
  /** By node: the kinds of triggers that lead to it. */
  readonly startedBy: ReadonlyMap<string, ReadonlySet<'event' | 'tool'>>;
  /** The nodes that come before a node; worked out at its first reference. */
  readonly before: (nodeId: string) => ReadonlySet<string>;
}

const surroundingsOf = (index: GraphIndex): Surroundings => {
  const startedBy = new Map<string, Set<'event' | 'tool'>>();
  for (const { node, match } of activeTriggers(index)) {
    for (const id of reachableFrom(index, [node.id])) {
      const kinds = startedBy.get(id) ?? new Set();
      startedBy.set(id, kinds.add(isToolCall(match) ? 'tool' : 'event'));
    }
  }
  const known = new Map<string, ReadonlySet<string>>();
  const before = (nodeId: string): ReadonlySet<string> => {
    const ancestors = known.get(nodeId) ?? ancestorsOf(index, nodeId);
    known.set(nodeId, ancestors);
    return ancestors;
  };
  return { index, bodies: loopBodies(index), startedBy, before };
};

/** A reference as both templates and code give it. */
interface Use {
  readonly root: string;
  readonly path: readonly (string | number)[];
  readonly line: number;
  readonly column: number;
}

/** One use in one field of one node. */
interface Place {
  readonly node: GraphNode;
  readonly use: Use;
  readonly path: readonly (string | number)[];
}

const nodeIssues = (surroundings: Surroundings, node: GraphNode, spec: NodeSpec): GraphIssue[] => {
  const templates = templateTexts(node, spec).flatMap((field) => templateIssues(surroundings, node, field));
  const code = codeTexts(node, spec).flatMap(({ path, text }) =>
    codeReferences(text).flatMap((use) => useIssues(surroundings, { node, use, path })),
  );
  return distinct([...templates, ...code]);
};

const templateIssues = (
  surroundings: Surroundings,
  node: GraphNode,
  { path, text }: ConfigText,
): GraphIssue[] => {
  const read = readTemplate(text);
  if ('error' in read) return [unreadable(node, path, read.error)];
  return read.references.flatMap((use) => useIssues(surroundings, { node, use, path }));
};

const unreadable = (
  node: GraphNode,
  path: readonly (string | number)[],
  error: TemplateError,
): GraphIssue => ({
  severity: 'error',
  code: error.code,
  message: `“${node.name}”: ${error.message}`,
  nodeId: node.id,
  path,
});

const useIssues = (surroundings: Surroundings, place: Place): GraphIssue[] => {
  switch (place.use.root) {
    case 'steps':
      return stepIssues(surroundings, place);
    case 'tool':
      return toolIssues(surroundings, place);
    default:
      return ROOTS.includes(place.use.root) ? [] : unknownVariable(place);
  }
};

const issueAt = (
  { node, use, path }: Place,
  severity: GraphIssue['severity'],
  code: string,
  message: string,
): GraphIssue => ({
  severity,
  code,
  message: `${message} (line ${use.line}, column ${use.column})`,
  nodeId: node.id,
  path,
});

const stepIssues = (surroundings: Surroundings, place: Place): GraphIssue[] => {
  const { index, bodies } = surroundings;
  const { node, use } = place;
  const [id, field] = use.path;
  if (typeof id !== 'string') return [];
  const step = index.nodes.get(id);
  const before = surroundings.before(node.id);
  if (step === undefined) return [unknownStep(index, place, id, before)];
  if (!before.has(id)) return [notBefore(surroundings, place, step)];
  const isLoop = index.specOf(step)?.loop !== undefined;
  if (field !== undefined && !membersOf(isLoop).includes(field))
    return [unknownMember(place, id, field, isLoop)];
  if (!isLoop) return [];
  const isInside = bodies.get(id)?.has(node.id) === true;
  if ((field === 'item' || field === 'index') && !isInside) {
    return [
      issueAt(
        place,
        'error',
        'graph.reference-outside-loop',
        `“${node.name}” uses steps.${id}.${field}, which is there only inside the loop of “${step.name}”. Behind the loop, use steps.${id}.output.`,
      ),
    ];
  }
  if (field === 'output' && isInside) {
    return [
      issueAt(
        place,
        'error',
        'graph.reference-inside-loop',
        `“${node.name}” uses steps.${id}.output, which is there only when the loop of “${step.name}” is through. Inside of it, use steps.${id}.item.`,
      ),
    ];
  }
  return [];
};

/** What follows the id of a step. */
const membersOf = (isLoop: boolean): readonly (string | number)[] =>
  isLoop ? ['output', 'error', 'item', 'index'] : ['output', 'error'];

const unknownMember = (place: Place, id: string, field: string | number, isLoop: boolean): GraphIssue => {
  const members = membersOf(isLoop).join(', ');
  return issueAt(
    place,
    'warning',
    'graph.reference-member',
    `“${place.node.name}” uses steps.${id}.${field}, which is always empty: a step has ${members}. Did you mean steps.${id}.output.${field}?`,
  );
};

const unknownStep = (
  index: GraphIndex,
  place: Place,
  id: string,
  before: ReadonlySet<string>,
): GraphIssue => {
  const guess = nearest(id, before) ?? nearest(id, index.nodes.keys()) ?? byName(index, id);
  const advice =
    guess === undefined ? 'Use the id of a step that comes before.' : `Did you mean steps.${guess}?`;
  return issueAt(
    place,
    'error',
    'graph.reference-unknown',
    `“${place.node.name}” uses steps.${id}, but no step has the id “${id}”. ${advice}`,
  );
};

const byName = (index: GraphIndex, id: string): string | undefined =>
  [...index.nodes.values()].find((node) => node.name.toLowerCase() === id.toLowerCase())?.id;

const notBefore = ({ bodies }: Surroundings, place: Place, step: GraphNode): GraphIssue => {
  const { node } = place;
  if (step.id === node.id) {
    return issueAt(
      place,
      'error',
      'graph.reference-not-before',
      `“${node.name}” uses its own output, which is not there while it runs. Use what a step before it gives.`,
    );
  }
  const loopId = innermostLoop(bodies, step.id);
  const isHidden = loopId !== undefined && bodies.get(loopId)?.has(node.id) !== true;
  const advice = isHidden
    ? `It runs once per item inside a loop: use steps.${loopId}.output, the list of its results.`
    : 'Connect it so that it comes before, or use another step.';
  return issueAt(
    place,
    'error',
    'graph.reference-not-before',
    `“${node.name}” uses steps.${step.id}, but “${step.name}” does not come before it. ${advice}`,
  );
};

const toolIssues = ({ startedBy }: Surroundings, place: Place): GraphIssue[] => {
  const kinds = startedBy.get(place.node.id);
  if (kinds === undefined || !kinds.has('event')) return [];
  const isShared = kinds.has('tool');
  const where = isShared
    ? 'is also reached from a trigger that is no Tool call, and then `tool` is empty'
    : 'is not in the flow of a Tool call, so there is no tool';
  return [
    issueAt(
      place,
      isShared ? 'warning' : 'error',
      'graph.reference-tool',
      `“${place.node.name}” uses \`tool\`, but it ${where}. Use \`event\`, or start the flow with a Tool call trigger.`,
    ),
  ];
};

const unknownVariable = (place: Place): GraphIssue[] => {
  const guess = nearest(place.use.root, ROOTS);
  const advice = guess === undefined ? `There are ${ROOTS.join(', ')}.` : `Did you mean ${guess}?`;
  return [
    issueAt(
      place,
      'warning',
      'graph.reference-variable',
      `“${place.node.name}” uses “${place.use.root}”, which is always empty. ${advice}`,
    ),
  ];
};

/** One issue where a text makes the same mistake at the same place in two ways. */
const distinct = (issues: readonly GraphIssue[]): GraphIssue[] => {
  const seen = new Set<string>();
  return issues.filter(({ code, message }) => {
    const key = `${code} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

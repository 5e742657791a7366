import type { TemplateError } from '#lib/template/template-error.ts';
import { codeReferences } from './code-references.ts';
import { type ConfigText, codeTexts, secretTexts, templateTexts } from './config-texts.ts';
import { nearest } from './did-you-mean.ts';
import { ancestorsOf, type GraphIndex, reachableFrom } from './graph-index.ts';
import { innermostLoop, loopBodies } from './loop-bodies.ts';
import type { GraphIssue, NodeSpec } from './node-spec.ts';
import { readTemplate } from './read-template.ts';
import type { GraphNode } from './schema.ts';
import { type ActiveTrigger, activeTriggers, describeMatch, isToolCall } from './trigger-issues.ts';

/** What templates and code may refer to. */
const ROOTS = ['event', 'call', 'tool', 'steps', 'memory', 'secrets', 'workflow'];

/** What the graph refers to and what is kept beside it, as far as it is known. */
export interface Stored {
  readonly secretNames?: readonly string[] | undefined;
}

/** Templates that cannot be read, and references to what will not be there. A disabled node may be left unfinished. */
export const referenceIssues = (index: GraphIndex, stored: Stored = {}): GraphIssue[] => {
  const surroundings = surroundingsOf(index, stored);
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
  stored: Stored,
): ((node: GraphNode, text: string) => readonly PlacedIssue[]) => {
  const surroundings = surroundingsOf(index, stored);
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
  readonly stored: Stored;
  readonly bodies: ReadonlyMap<string, ReadonlySet<string>>;
  /** By node: the triggers that lead to it. */
  readonly startedBy: ReadonlyMap<string, readonly ActiveTrigger[]>;
  /** The nodes that come before a node; worked out at its first reference. */
  readonly before: (nodeId: string) => ReadonlySet<string>;
}

const surroundingsOf = (index: GraphIndex, stored: Stored): Surroundings => {
  const startedBy = new Map<string, ActiveTrigger[]>();
  for (const trigger of activeTriggers(index)) {
    for (const id of reachableFrom(index, [trigger.node.id])) {
      const triggers = startedBy.get(id);
      if (triggers === undefined) startedBy.set(id, [trigger]);
      else triggers.push(trigger);
    }
  }
  const known = new Map<string, ReadonlySet<string>>();
  const before = (nodeId: string): ReadonlySet<string> => {
    const ancestors = known.get(nodeId) ?? ancestorsOf(index, nodeId);
    known.set(nodeId, ancestors);
    return ancestors;
  };
  return { index, stored, bodies: loopBodies(index), startedBy, before };
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
  const secrets = secretTexts(node, spec).flatMap((field) => secretFieldIssues(surroundings, node, field));
  return distinct([...templates, ...code, ...secrets]);
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
  line: error.line,
  column: error.column,
});

const useIssues = (surroundings: Surroundings, place: Place): GraphIssue[] => {
  switch (place.use.root) {
    case 'steps':
      return stepIssues(surroundings, place);
    case 'tool':
      return toolIssues(surroundings, place);
    case 'secrets':
      return secretIssues(surroundings, place);
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
  line: use.line,
  column: use.column,
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
  if (step.disabled === true) return [disabledStep(index, place, step)];
  if (!isLoop) return field === 'output' ? triggerOutputIssues(index, place, step) : [];
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

/** A disabled step is not run: what came in goes out in its place. */
const disabledStep = (index: GraphIndex, place: Place, step: GraphNode): GraphIssue => {
  const isTrigger = index.specOf(step)?.trigger !== undefined;
  const effect = isTrigger
    ? 'it starts no flow, so this is always empty'
    : 'it does not run, and gives what comes into it instead of a result';
  return issueAt(
    place,
    'warning',
    'graph.reference-disabled',
    `“${place.node.name}” uses steps.${step.id}, but “${step.name}” is disabled: ${effect}. Enable it, or use another step.`,
  );
};

/** The output of a tool's trigger is the arguments of the call. */
const triggerOutputIssues = (index: GraphIndex, place: Place, step: GraphNode): GraphIssue[] => {
  const match = index.specOf(step)?.trigger?.(step.config);
  if (match === undefined) return [];
  return argumentIssues(index, place, [{ node: step, match }], 2);
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

const toolIssues = ({ index, startedBy }: Surroundings, place: Place): GraphIssue[] => {
  const triggers = startedBy.get(place.node.id) ?? [];
  if (triggers.every(({ match }) => isToolCall(match))) {
    return place.use.path[0] === 'arguments' ? argumentIssues(index, place, triggers, 1) : [];
  }
  const isShared = triggers.some(({ match }) => isToolCall(match));
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

/** An argument, whose name is `at` in the path, that none of the triggers declares. */
const argumentIssues = (
  index: GraphIndex,
  place: Place,
  triggers: readonly ActiveTrigger[],
  at: number,
): GraphIssue[] => {
  const { node, use } = place;
  const name = use.path[at];
  const [first] = triggers;
  if (typeof name !== 'string' || isBuiltIn(name) || first === undefined) return [];
  const declared = triggers.map((trigger) =>
    index.specOf(trigger.node)?.argumentNames?.(trigger.node.config),
  );
  const names = declared.flatMap((each) => each ?? []);
  if (declared.includes(undefined) || names.includes(name)) return [];
  const prefix = [use.root, ...use.path.slice(0, at)].join('.');
  const guess = nearest(name, names);
  const advice =
    guess === undefined
      ? `Add the parameter to “${first.node.name}”, or use ${listed([...new Set(names)])}.`
      : `Did you mean ${prefix}.${guess}?`;
  const tool = triggers.length === 1 ? describeMatch(first.match) : 'none of the tools that lead to it';
  const verb = triggers.length === 1 ? 'has no parameter' : 'has a parameter';
  return [
    issueAt(
      place,
      'warning',
      'graph.reference-argument',
      `“${node.name}” uses ${prefix}.${name}, but ${tool} ${verb} “${name}”. ${advice}`,
    ),
  ];
};

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** `tool.arguments.toString()` in code, `tool.arguments.size` in a template: what every object has. */
const isBuiltIn = (name: string): boolean => name === 'size' || name in Object.prototype;

const secretIssues = ({ stored }: Surroundings, place: Place): GraphIssue[] => {
  const [name] = place.use.path;
  if (typeof name !== 'string' || isBuiltIn(name) || isStored(stored, name)) return [];
  const guess = nearest(name, stored.secretNames ?? []);
  return [
    issueAt(
      place,
      'warning',
      'graph.reference-secret',
      `“${place.node.name}” uses secrets.${name}, but no secret is called “${name}”. ${guess === undefined ? STORE_IT : `Did you mean secrets.${guess}?`}`,
    ),
  ];
};

/** A field that names a secret by itself, not in a template. */
const secretFieldIssues = (
  { stored }: Surroundings,
  node: GraphNode,
  { path, text }: ConfigText,
): GraphIssue[] => {
  if (text === '' || isStored(stored, text)) return [];
  return [
    {
      severity: 'warning',
      code: 'graph.reference-secret',
      message: `“${node.name}” uses the secret “${text}”, but no secret has this name. ${STORE_IT}`,
      nodeId: node.id,
      path,
    },
  ];
};

const STORE_IT = 'Store it under Settings with “New secret”.';

const isStored = ({ secretNames }: Stored, name: string): boolean => secretNames?.includes(name) !== false;

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

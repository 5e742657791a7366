import { indexGraph, type NodeSpecs } from '#lib/graph/graph-index.ts';
import type { NodeCategory } from '#lib/graph/node-spec.ts';
import { placedIssues } from '#lib/graph/reference-issues.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { partsOf } from './chip-places.ts';
import { messageAtField } from './message-at-field.ts';
import { type LastOutput, missingValues } from './missing-values.ts';

/** Something wrong in a template, with its place in the text. */
export interface TemplateProblem {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** A reference as a person reads it. */
export interface ReferenceLabel {
  readonly text: string;
  /** Whose colour it has: that of the step it comes from. */
  readonly category: NodeCategory | 'unknown';
}

/** What a template field knows of the flow around its node. */
export interface TemplateGuide {
  readonly label: (path: string) => ReferenceLabel;
  /** What is wrong with what a readable template refers to. */
  readonly problems: (source: string) => readonly TemplateProblem[];
}

/** A guide for the fields of one node. Made for one document; looks at the graph when it is first asked. */
export const createTemplateGuide = (
  document: GraphDocument,
  nodeId: string,
  specs: NodeSpecs,
  secretNames: readonly string[],
  lastOutput: LastOutput = () => undefined,
): TemplateGuide => {
  const node = document.nodes.find(({ id }) => id === nodeId);
  let issuesIn: ReturnType<typeof placedIssues> | undefined;
  const graphProblems = (source: string): readonly TemplateProblem[] => {
    if (node === undefined) return [];
    issuesIn ??= placedIssues(indexGraph(document, specs), { secretNames });
    return issuesIn(node, source).map(({ severity, message, line, column }) => ({
      ...referenceAt(source, offsetOf(source, line, column)),
      severity,
      message: capitalised(messageAtField(message, node.name).replace(`“${node.name}” `, 'It ')),
    }));
  };
  return {
    label: (path) => labelOf(path, document, specs),
    problems: (source) => [...graphProblems(source), ...missingValues(source, lastOutput)],
  };
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The place of a 1-based line and column in a text. */
export const offsetOf = (source: string, line: number, column: number): number => {
  const before = source.split('\n').slice(0, Math.max(0, line - 1));
  return Math.min(source.length, before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1);
};

/** From the name to the end of its path. */
const referenceAt = (source: string, from: number): { readonly from: number; readonly to: number } => {
  const length = PATH.exec(source.slice(from))?.[0].length ?? 0;
  return { from, to: Math.max(from + Math.max(1, length), from) };
};

const PATH = /^[A-Za-z_$][\w$-]*(?:\.[\w$-]+|\[\s*(?:"[^"]*"|'[^']*'|-?\d+)\s*\])*/;

const ROOTS: Readonly<Record<string, { readonly name: string; readonly category: NodeCategory }>> = {
  event: { name: 'Event', category: 'trigger' },
  call: { name: 'Call', category: 'trigger' },
  tool: { name: 'Tool', category: 'trigger' },
  memory: { name: 'Memory', category: 'data' },
  secrets: { name: 'Secret', category: 'data' },
  workflow: { name: 'Workflow', category: 'data' },
};

const labelOf = (path: string, document: GraphDocument, specs: NodeSpecs): ReferenceLabel => {
  const [root = '', ...rest] = partsOf(path);
  if (root === 'steps') {
    const [id = '', ...inside] = rest;
    const step = document.nodes.find((node) => node.id === id);
    const shown = inside[0] === 'output' ? inside.slice(1) : inside;
    return {
      text: [step?.name ?? id, ...shown].join(' › '),
      category: step === undefined ? 'unknown' : (specs[step.type]?.category ?? 'unknown'),
    };
  }
  const known = Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
  const shown = root === 'tool' && rest[0] === 'arguments' ? rest.slice(1) : rest;
  return { text: [known?.name ?? root, ...shown].join(' › '), category: known?.category ?? 'unknown' };
};

import type { z } from 'zod';
import { fieldLabel, type UnknownField, unknownFields } from './config-schema.ts';
import { nearest } from './did-you-mean.ts';
import type { GraphIndex } from './graph-index.ts';
import type { GraphIssue, NodeSpec } from './node-spec.ts';
import type { GraphNode } from './schema.ts';
import { plainPath } from './zod-path.ts';

/** What the node types find wrong with the configs. A disabled node may be left unfinished. */
export const configIssues = (index: GraphIndex): GraphIssue[] =>
  [...index.nodes.values()].flatMap((node) => {
    const spec = index.specOf(node);
    return spec === undefined || node.disabled === true ? [] : knownIssues(node, spec);
  });

interface Found {
  readonly node: GraphNode;
  readonly spec: NodeSpec;
  readonly issues: readonly GraphIssue[];
}

const found = new WeakMap<GraphNode['config'], Found>();

/** Parsing is the dear part of a check, and one edit leaves most configs as they are. */
const knownIssues = (node: GraphNode, spec: NodeSpec): readonly GraphIssue[] => {
  const before = found.get(node.config);
  const isSame = before?.spec === spec && before.node.id === node.id && before.node.name === node.name;
  if (isSame) return before.issues;
  const unknown = unknownFields(spec.config, node.config).map((field) => unknownIssue(node, field));
  const issues = [...nodeIssues(node, spec), ...unknown];
  found.set(node.config, { node, spec, issues });
  return issues;
};

/** The form never writes such a field, but a program may misspell one, and would find its setting without effect. */
const unknownIssue = (node: GraphNode, { path, known }: UnknownField): GraphIssue => {
  const key = String(path.at(-1));
  const guess = nearest(key, known);
  const advice =
    guess === undefined
      ? 'Remove it; if the graph was exported by a newer version, update Patchbay.'
      : `Did you mean “${guess}”?`;
  return {
    severity: 'warning',
    code: 'graph.config-unknown-field',
    message: `“${node.name}” has a setting that its type does not know, and which does nothing: “${path.join('.')}”. ${advice}`,
    nodeId: node.id,
  };
};

const nodeIssues = (node: GraphNode, spec: NodeSpec): GraphIssue[] => {
  const parsed = spec.config.safeParse(node.config);
  if (!parsed.success) {
    return parsed.error.issues.flatMap(settled).map((issue) => schemaIssue(node, spec, issue));
  }
  return (spec.check?.(parsed.data) ?? []).map(({ path, message }) => ({
    severity: 'error',
    code: 'graph.config-invalid',
    message: `“${node.name}”, ${fieldLabel(spec.config, path)}: ${message}`,
    nodeId: node.id,
    path,
  }));
};

/** A union that no option fits says little; the option that came nearest says what is wrong. */
const settled = (issue: z.core.$ZodIssue): z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [nearest] = issue.errors.toSorted((a, b) => wrongness(a) - wrongness(b));
  return (nearest ?? [])
    .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
    .flatMap(settled);
};

/** An option that is wrong at its root is further off than one that is wrong in a field. */
const wrongness = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce(
    (sum, issue) => sum + (issue.path.length === 0 || issue.code === 'invalid_value' ? 100 : 1),
    0,
  );

const schemaIssue = (node: GraphNode, spec: NodeSpec, issue: z.core.$ZodIssue): GraphIssue => {
  const path = plainPath(issue.path);
  const base = { severity: 'error', nodeId: node.id, path } as const;
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `“${key}”`).join(', ');
    return {
      ...base,
      code: 'graph.config-unknown-field',
      message: `“${node.name}” has a setting that its type does not know: ${keys}. Remove it; if the graph was exported by a newer version, update Patchbay.`,
    };
  }
  const label = path.length === 0 ? 'Settings' : fieldLabel(spec.config, path);
  if (isEmpty(valueAt(node.config, path))) {
    return {
      ...base,
      code: 'graph.config-missing',
      message: `“${node.name}” is not finished: fill in “${label}”.${hint(issue.message)}`,
    };
  }
  return {
    ...base,
    code: 'graph.config-invalid',
    message: `“${node.name}”, ${label}: ${sentence(issue.message)}`,
  };
};

/** What the node type says itself about an empty field; zod's own wording says nothing to people. */
const hint = (message: string): string =>
  /^(Invalid|Too small|Too big)/.test(message) ? '' : ` ${sentence(message)}`;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const valueAt = (config: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    config,
  );

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

import { fieldMeta, isVisible } from './config-schema.ts';
import type { FieldMeta, NodeSpec } from './node-spec.ts';
import type { GraphNode } from './schema.ts';

/** One text of a config and where it stands. */
export interface ConfigText {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

const MAX_DEPTH = 100; // a document's nesting is capped there when it is read

/** Every text in use that may be a template: all but what the node type keeps verbatim, code, and hidden fields. */
export const templateTexts = (node: GraphNode, spec: NodeSpec): ConfigText[] => {
  const left = new Set([...(spec.verbatim ?? []), ...codeKeys(spec)]);
  return Object.entries(node.config)
    .filter(([key]) => !left.has(key) && isVisible(spec.config, node.config, key))
    .flatMap(([key, value]) => textsIn(value, [key]));
};

/** The code of a node, whose fields have the control `code`. */
export const codeTexts = (node: GraphNode, spec: NodeSpec): ConfigText[] => textsOf(node, codeKeys(spec));

/** The names of stored secrets that a node is set to use, whose fields have the control `secret`. */
export const secretTexts = (node: GraphNode, spec: NodeSpec): ConfigText[] =>
  textsOf(
    node,
    keysWith(spec, 'secret').filter((key) => isVisible(spec.config, node.config, key)),
  );

const textsOf = ({ config }: GraphNode, keys: readonly string[]): ConfigText[] =>
  keys.flatMap((key) => {
    const text = config[key];
    return typeof text === 'string' ? [{ path: [key], text }] : [];
  });

const codeKeys = (spec: NodeSpec): string[] => keysWith(spec, 'code');

const keysWith = (spec: NodeSpec, control: FieldMeta['control']): string[] =>
  Object.entries(spec.config.shape)
    .filter(([, field]) => fieldMeta(field)?.control === control)
    .map(([key]) => key);

const textsIn = (value: unknown, path: readonly (string | number)[]): ConfigText[] => {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null || path.length > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
};

import { fieldLabel, fieldMeta, hasFixedKeys, isVisible } from './config-schema.ts';
import type { NodeSpecs } from './graph-index.ts';
import type { NodeSpec } from './node-spec.ts';
import type { CanvasNote, GraphDocument, GraphEdge, GraphNode } from './schema.ts';

type Path = readonly (string | number)[];

/** Where a text stands in a document. */
export type TextPlace =
  | { readonly of: 'node'; readonly nodeId: string; readonly field: 'name' | 'id' | 'note' }
  /** `isKey`: the last key of the path, and not what stands there. */
  | { readonly of: 'config'; readonly nodeId: string; readonly path: Path; readonly isKey: boolean }
  | { readonly of: 'edge'; readonly edgeId: string }
  | { readonly of: 'note'; readonly noteId: string };

/** The parts of a document in which a search can be held. */
export const TEXT_PARTS = ['names', 'fields', 'code', 'notes'] as const;
export type TextPart = (typeof TEXT_PARTS)[number];

/** A text that a person wrote. */
export interface DocumentText {
  /** Tells it from the others of a document. */
  readonly key: string;
  readonly place: TextPlace;
  readonly part: TextPart;
  /** What people call the field: `Headers, row 1, Value`. */
  readonly label: string;
  readonly text: string;
}

/** Every text of a document: of its nodes in their order, of its connections, of its notes and frames. */
export const documentTexts = (document: GraphDocument, specs: NodeSpecs): DocumentText[] => [
  ...document.nodes.flatMap((node) => nodeTexts(node, specs)),
  ...document.edges.flatMap(edgeTexts),
  ...document.notes.map(noteText),
];

// An edit changes one node of many, and a search asks for all of them with each letter that is typed.
const known = new WeakMap<
  GraphNode,
  { readonly specs: NodeSpecs; readonly texts: readonly DocumentText[] }
>();

/** The texts of one node, in the order of its panel. */
export const nodeTexts = (node: GraphNode, specs: NodeSpecs): readonly DocumentText[] => {
  const before = known.get(node);
  if (before?.specs === specs) return before.texts;
  const spec = Object.hasOwn(specs, node.type) ? specs[node.type] : undefined;
  const texts = [...nameTexts(node), ...configTexts(node, spec), ...ownNote(node)];
  known.set(node, { specs, texts });
  return texts;
};

const nameTexts = ({ id, name }: GraphNode): DocumentText[] =>
  (['name', 'id'] as const).map((field) => ({
    key: `${id} ${field}`,
    place: { of: 'node', nodeId: id, field },
    part: 'names',
    label: field === 'name' ? 'Name' : 'Id',
    text: field === 'name' ? name : id,
  }));

const ownNote = ({ id, note }: GraphNode): DocumentText[] =>
  note === undefined
    ? []
    : [
        {
          key: `${id} note`,
          place: { of: 'node', nodeId: id, field: 'note' },
          part: 'notes',
          label: 'Note',
          text: note,
        },
      ];

const edgeTexts = ({ id, label }: GraphEdge): DocumentText[] =>
  label === undefined
    ? []
    : [
        {
          key: `edge ${id}`,
          place: { of: 'edge', edgeId: id },
          part: 'names',
          label: 'Label of the connection',
          text: label,
        },
      ];

const noteText = ({ id, kind, text }: CanvasNote): DocumentText => ({
  key: `note ${id}`,
  place: { of: 'note', noteId: id },
  part: 'notes',
  label: kind === 'frame' ? 'Title of the frame' : 'Text of the note',
  text,
});

const configTexts = (node: GraphNode, spec: NodeSpec | undefined): DocumentText[] => {
  const inForm = Object.keys(spec?.config.shape ?? {}).filter((key) => Object.hasOwn(node.config, key));
  const others = Object.keys(node.config).filter((key) => !inForm.includes(key));
  return [...inForm, ...others].flatMap((key) => {
    const field =
      spec !== undefined && Object.hasOwn(spec.config.shape, key) ? spec.config.shape[key] : undefined;
    const control = field && fieldMeta(field)?.control;
    const isUsed = field === undefined || spec === undefined || isVisible(spec.config, node.config, key);
    return textsIn(node.config[key], [key], keysOf(control, spec)).map(({ path, isKey, text }) => ({
      key: `${node.id} ${JSON.stringify(path)}${isKey ? ' key' : ''}`,
      place: { of: 'config', nodeId: node.id, path, isKey },
      part: control === 'code' ? 'code' : 'fields',
      label: `${labelOf(spec, path, isKey)}${isUsed ? '' : ' (not in use)'}`,
      text,
    }));
  });
};

const labelOf = (spec: NodeSpec | undefined, path: Path, isKey: boolean): string => {
  const owner = isKey ? path.slice(0, -1) : path;
  const label = spec === undefined ? owner.join(', ') : fieldLabel(spec.config, owner);
  return isKey ? `${label}, name` : label;
};

/** Whether the keys of the object at a path are a person's own words, and not those of a schema. */
type AreOwnKeys = (path: Path) => boolean;

const keysOf = (control: string | undefined, spec: NodeSpec | undefined): AreOwnKeys => {
  // In a JSON Schema only the names of parameters are.
  if (control === 'json-schema') return (path) => path.at(-1) === 'properties';
  return (path) => spec === undefined || !hasFixedKeys(spec.config, path);
};

interface FoundText {
  readonly path: Path;
  readonly isKey: boolean;
  readonly text: string;
}

const MAX_DEPTH = 100; // a document's nesting is capped there when it is read

const textsIn = (value: unknown, path: Path, areOwnKeys: AreOwnKeys): FoundText[] => {
  if (typeof value === 'string') return [{ path, isKey: false, text: value }];
  if (typeof value !== 'object' || value === null || path.length > MAX_DEPTH) return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => textsIn(item, [...path, index], areOwnKeys));
  const isOwn = areOwnKeys(path);
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key];
    return [...(isOwn ? [{ path: at, isKey: true, text: key }] : []), ...textsIn(item, at, areOwnKeys)];
  });
};

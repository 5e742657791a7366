import type { DocumentText } from '#lib/graph/document-texts.ts';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { NodeCategory } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { canvasIdOf } from '../document/canvas-id.ts';
import { ownerOf } from './finding.ts';

/** What a text belongs to, as the list of hits shows it. */
export interface TextOwner {
  readonly id: string;
  readonly kind: 'node' | 'edge' | 'note' | 'frame';
  readonly name: string;
  /** Of a node's type. */
  readonly icon: string | undefined;
  readonly category: NodeCategory | undefined;
}

/** Tells the node, connection, note or frame of a text. */
export const textOwners = (
  { nodes, edges, notes }: GraphDocument,
  specs: NodeSpecs,
): ((text: DocumentText) => TextOwner) => {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const owners = new Map<string, TextOwner>([
    ...edges.map(({ id, source, target }): [string, TextOwner] => [
      id,
      {
        id,
        name: `${names.get(source) ?? source} → ${names.get(target) ?? target}`,
        kind: 'edge',
        icon: undefined,
        category: undefined,
      },
    ]),
    ...notes.map((note): [string, TextOwner] => [
      canvasIdOf(note),
      {
        id: canvasIdOf(note),
        name: note.kind === 'frame' ? 'Frame' : 'Note',
        kind: note.kind ?? 'note',
        icon: undefined,
        category: undefined,
      },
    ]),
    ...nodes.map(({ id, name, type }): [string, TextOwner] => [
      id,
      { id, kind: 'node', name, icon: specs[type]?.icon, category: specs[type]?.category },
    ]),
  ]);
  return (text) => {
    const id = ownerOf(text);
    return owners.get(id) ?? { id, kind: 'node', name: id, icon: undefined, category: undefined };
  };
};

import type { FieldChange, GraphChange, NamedEdge } from './diff.ts';
import { sourceHandleOf } from './graph-index.ts';
import { type CanvasNote, DEFAULT_OUT } from './schema.ts';

/** A change as a sentence for the list before publishing. */
export const describeChange = (change: GraphChange): string => {
  switch (change.kind) {
    case 'node-added':
      return `Added “${change.node.name}”.`;
    case 'node-removed':
      return `Removed “${change.node.name}”.`;
    case 'node-renamed':
      return `“${change.node.name}” has the id ${change.after} (was ${change.before}).`;
    case 'node-changed':
      return `Changed ${listed(change.fields.map(fieldText))} of “${change.node.name}”.`;
    case 'node-moved':
      return `Moved “${change.node.name}”.`;
    case 'edge-added':
      return `Connected ${wayOf(change)}.`;
    case 'edge-removed':
      return `Disconnected ${wayOf(change)}.`;
    case 'edge-changed':
      return `Changed ${listed(change.fields.map(fieldText))} of the connection ${wayOf(change)}.`;
    case 'note-added':
      return `Added the ${noteName(change.note)}.`;
    case 'note-removed':
      return `Removed the ${noteName(change.note)}.`;
    case 'note-changed':
      return `Changed the ${noteName(change.note)}.`;
    case 'note-moved':
      return `Moved the ${noteName(change.note)}.`;
  }
};

const SHORT = 40; // characters of a value shown in a sentence

/** `name from “A” to “B”`; of long values only that they changed. */
const fieldText = ({ path, before, after }: FieldChange): string => {
  const name = (path[0] === 'config' ? path.slice(1) : path).join('.') || 'the settings';
  const values = [before, after].map(shown);
  if (values.some((value) => value === undefined)) return name;
  return `${name} from ${values[0]} to ${values[1]}`;
};

const shown = (value: unknown): string | undefined => {
  if (value === undefined || value === '') return 'nothing';
  if (typeof value === 'string')
    return value.length > SHORT || value.includes('\n') ? undefined : `“${value}”`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const wayOf = ({ edge, sourceName, targetName }: NamedEdge): string => {
  const handle = sourceHandleOf(edge);
  return `“${sourceName}”${handle === DEFAULT_OUT ? '' : ` (${handle})`} to “${targetName}”`;
};

const noteName = ({ kind, text }: CanvasNote): string =>
  text.trim() === '' ? `${kind ?? 'note'} without text` : `${kind ?? 'note'} “${excerpt(text)}”`;

const excerpt = (text: string): string => {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line;
};

import { problemAt } from './config-schema.ts';
import type { DocumentText, TextPlace } from './document-texts.ts';
import type { TextHit } from './find-text.ts';
import { giveName, MAX_NAME } from './give-name.ts';
import type { NodeSpecs } from './graph-index.ts';
import { stepReferences } from './rename.ts';
import { canvasNote, type GraphDocument, type GraphNode, graphEdge, graphNode } from './schema.ts';
import type { TextMatch } from './text-query.ts';

/** A text that is another one now. */
export interface TextChange {
  readonly text: DocumentText;
  readonly after: string;
  /** How many hits in it were replaced. */
  readonly count: number;
}

/** A text that stays as it is, and why, as a sentence. */
export interface SkippedText {
  readonly text: DocumentText;
  readonly count: number;
  readonly reason: string;
}

export interface Replaced {
  /** The same object where nothing was replaced. */
  readonly document: GraphDocument;
  readonly changes: readonly TextChange[];
  readonly skipped: readonly SkippedText[];
  /** The ids that nodes have now, where a new name gave them another one. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Puts `write(match)` in the place of each hit. What would not be a graph document any more, or what a field takes no
 * longer, stays as it is and is told. The new name of a node goes the way of every renaming: its id and the references
 * to it follow, also those that are hits themselves. All other text is plain text.
 */
export const replaceText = (
  document: GraphDocument,
  specs: NodeSpecs,
  hits: readonly TextHit[],
  write: (match: TextMatch) => string,
): Replaced => {
  const texts = gather(hits);
  const names = renamings(document, texts, write);
  const following = new Set(names.good.map(({ nodeId }) => nodeId));
  const result = texts
    .filter(({ text }) => !isName(text))
    .sort((a, b) => orderOf(a.text) - orderOf(b.text))
    .reduce((before: Written, found) => replaceIn(before, found, { specs, write, following }), {
      document,
      changes: [],
      skipped: names.skipped,
    });
  return withNames(result, specs, names.good);
};

interface FoundIn {
  readonly text: DocumentText;
  readonly matches: readonly TextMatch[];
}

interface Written {
  readonly document: GraphDocument;
  readonly changes: readonly TextChange[];
  readonly skipped: readonly SkippedText[];
}

const gather = (hits: readonly TextHit[]): FoundIn[] =>
  Array.from(
    Map.groupBy(hits, ({ text }) => text.key).values(),
    ([first, ...others]) =>
      first && {
        text: first.text,
        matches: [first, ...others].map(({ match }) => match).sort((a, b) => a.start - b.start),
      },
  ).filter((found) => found !== undefined);

const isName = ({ place }: DocumentText): boolean => place.of === 'node' && place.field === 'name';

/** A key that is renamed takes the paths below it along: values go first, then keys, the deepest before the others. */
const orderOf = ({ place }: DocumentText): number =>
  place.of === 'config' && place.isKey ? 1_000 - place.path.length : 0;

const splice = (text: string, matches: readonly TextMatch[], write: (match: TextMatch) => string): string => {
  let result = '';
  let copied = 0;
  for (const match of matches) {
    result += text.slice(copied, match.start) + write(match);
    copied = match.end;
  }
  return result + text.slice(copied);
};

interface Renaming {
  readonly text: DocumentText;
  readonly nodeId: string;
  readonly name: string;
  readonly count: number;
}

const renamings = (
  document: GraphDocument,
  texts: readonly FoundIn[],
  write: (match: TextMatch) => string,
): { good: readonly Renaming[]; skipped: readonly SkippedText[] } => {
  const good: Renaming[] = [];
  const skipped: SkippedText[] = [];
  for (const { text, matches } of texts) {
    if (text.place.of !== 'node' || text.place.field !== 'name') continue;
    const count = matches.length;
    const name = splice(text.text, matches, write);
    if (textAt(document, text.place) !== text.text) skipped.push({ text, count, reason: CHANGED });
    else if (name === text.text) continue;
    else if (name.trim() === '') skipped.push({ text, count, reason: 'A node must have a name.' });
    else if (name.trim().length > MAX_NAME)
      skipped.push({ text, count, reason: tooLong('A name', MAX_NAME) });
    else good.push({ text, nodeId: text.place.nodeId, name, count });
  }
  return { good, skipped };
};

const CHANGED = 'This was changed since it was found.';

const tooLong = (what: string, most: number): string =>
  `${what} has at most ${most.toLocaleString('en')} characters.`;

interface Replacing {
  readonly specs: NodeSpecs;
  readonly write: (match: TextMatch) => string;
  /** The nodes that get another name; references to them are rewritten with it. */
  readonly following: ReadonlySet<string>;
}

const replaceIn = (before: Written, { text, matches }: FoundIn, replacing: Replacing): Written => {
  const { document, changes, skipped } = before;
  const count = matches.length;
  const skip = (reason: string): Written => ({
    ...before,
    skipped: [...skipped, { text, count, reason }],
  });
  if (textAt(document, text.place) !== text.text) return skip(CHANGED);
  const own = matches.filter((match) => !isFollowing(document, text, match, replacing));
  const after = splice(text.text, own, replacing.write);
  const change = { text, after, count };
  if (after === text.text) {
    // Its only hits are in references, which the renaming rewrites.
    return own.length === count ? before : { ...before, changes: [...changes, change] };
  }
  const written = put(document, text.place, after, replacing.specs);
  return typeof written === 'string'
    ? skip(written)
    : { ...before, document: written, changes: [...changes, change] };
};

/** Whether a match lies in a reference to a step that gets another name. */
const isFollowing = (
  { nodes }: GraphDocument,
  { place, text }: DocumentText,
  match: TextMatch,
  { specs, following }: Replacing,
): boolean => {
  if (following.size === 0 || place.of !== 'config' || place.isKey) return false;
  const node = nodes.find(({ id }) => id === place.nodeId);
  if (node === undefined) return false;
  return stepReferences(node, String(place.path[0]), text, specs).some(
    ({ id, start, end }) => following.has(id) && match.start < end && match.end > start,
  );
};

/** Gives the nodes their names last: what the references to them are is seen then. */
const withNames = (
  { document, changes, skipped }: Written,
  specs: NodeSpecs,
  names: readonly Renaming[],
): Replaced => {
  const renamed = new Map<string, string>();
  let graph = document;
  for (const { nodeId, name } of names) {
    const given = giveName(graph, nodeId, name, specs);
    graph = given.graph;
    if (given.id !== nodeId) renamed.set(nodeId, given.id);
  }
  const seen = (text: DocumentText, written: string): string =>
    textAt(graph, movedPlace(text.place, renamed)) ?? written;
  return {
    document: graph,
    changes: [
      ...names.map(({ text, name, count }) => ({ text, after: seen(text, name), count })),
      ...changes.map((change) => ({ ...change, after: seen(change.text, change.after) })),
    ],
    skipped,
    renamed,
  };
};

const movedPlace = (place: TextPlace, renamed: ReadonlyMap<string, string>): TextPlace =>
  place.of === 'node' || place.of === 'config'
    ? { ...place, nodeId: renamed.get(place.nodeId) ?? place.nodeId }
    : place;

/** The text that stands at a place; `undefined` where there is none. */
export const textAt = (document: GraphDocument, place: TextPlace): string | undefined => {
  switch (place.of) {
    case 'edge':
      return document.edges.find(({ id }) => id === place.edgeId)?.label;
    case 'note':
      return document.notes.find(({ id }) => id === place.noteId)?.text;
    case 'node':
      return document.nodes.find(({ id }) => id === place.nodeId)?.[place.field];
    case 'config': {
      const node = document.nodes.find(({ id }) => id === place.nodeId);
      const value = place.path.reduce(within, node?.config);
      if (place.isKey) return value === undefined ? undefined : String(place.path.at(-1));
      return typeof value === 'string' ? value : undefined;
    }
  }
};

const within = (holder: unknown, key: string | number): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined;

/** The document with another text at a place, or why it cannot stand there. */
const put = (
  document: GraphDocument,
  place: TextPlace,
  text: string,
  specs: NodeSpecs,
): GraphDocument | string => {
  switch (place.of) {
    case 'edge':
      return putLabel(document, place.edgeId, text);
    case 'note':
      return putNote(document, place.noteId, text);
    case 'node':
      return place.field === 'note'
        ? putNodeNote(document, place.nodeId, text)
        : 'An id follows the name of its node: change the name.';
    case 'config':
      return putConfig(document, place, text, specs);
  }
};

const putLabel = (document: GraphDocument, edgeId: string, text: string): GraphDocument | string => {
  const label = text.trim();
  if (!graphEdge.shape.label.safeParse(label).success) return tooLong('A label', 120);
  const edges = document.edges.map((edge) => {
    if (edge.id !== edgeId) return edge;
    const { label: _before, ...rest } = edge;
    return label === '' ? rest : { ...rest, label };
  });
  return { ...document, edges };
};

const putNote = (document: GraphDocument, noteId: string, text: string): GraphDocument | string => {
  if (!canvasNote.shape.text.safeParse(text).success) return tooLong('A note', 20_000);
  return {
    ...document,
    notes: document.notes.map((note) => (note.id === noteId ? { ...note, text } : note)),
  };
};

const putNodeNote = (document: GraphDocument, nodeId: string, text: string): GraphDocument | string => {
  if (!graphNode.shape.note.safeParse(text).success) return tooLong('A note', 10_000);
  const nodes = document.nodes.map((node) => {
    if (node.id !== nodeId) return node;
    const { note: _before, ...rest } = node;
    return text === '' ? rest : { ...rest, note: text };
  });
  return { ...document, nodes };
};

const putConfig = (
  document: GraphDocument,
  place: Extract<TextPlace, { of: 'config' }>,
  text: string,
  specs: NodeSpecs,
): GraphDocument | string => {
  const at = document.nodes.findIndex(({ id }) => id === place.nodeId);
  const node = document.nodes[at];
  if (node === undefined) return CHANGED;
  const after = { ...node, config: configWith(node, place, text) };
  const reason = refusal(node, after, place, specs);
  return reason ?? { ...document, nodes: document.nodes.with(at, after) };
};

/** What was good for the node's type must not stop being so. */
const refusal = (
  before: GraphNode,
  after: GraphNode,
  { path, isKey }: Extract<TextPlace, { of: 'config' }>,
  specs: NodeSpecs,
): string | undefined => {
  const owner = path.slice(0, -1);
  if (
    isKey &&
    countKeys(owner.reduce(within, after.config)) < countKeys(owner.reduce(within, before.config))
  ) {
    return 'There is another one of that name.';
  }
  const spec = Object.hasOwn(specs, before.type) ? specs[before.type] : undefined;
  if (spec === undefined) return undefined;
  const looked = isKey ? owner : path;
  const problem = problemAt(spec.config, looked, looked.reduce(within, after.config));
  const had = problemAt(spec.config, looked, looked.reduce(within, before.config));
  if (problem !== undefined && had === undefined) return problem;
  const outputs = new Set(spec.outputs(after.config).map(({ id }) => id));
  return spec.outputs(before.config).every(({ id }) => outputs.has(id))
    ? undefined
    : 'An output is called so: its connections would be lost.';
};

const countKeys = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Object.keys(value).length : 0;

const configWith = (
  { config }: GraphNode,
  { path, isKey }: Extract<TextPlace, { of: 'config' }>,
  text: string,
): GraphNode['config'] => {
  const [key = '', ...rest] = path;
  if (rest.length === 0 && isKey) return withKey(config, String(key), text);
  return { ...config, [key]: changed(config[key], rest, isKey, text) };
};

const changed = (
  holder: unknown,
  path: readonly (string | number)[],
  isKey: boolean,
  text: string,
): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return text;
  if (typeof holder !== 'object' || holder === null) return holder;
  if (isKey && rest.length === 0) return withKey(holder, String(key), text);
  if (Array.isArray(holder)) {
    return holder.map((item, index) => (index === key ? changed(item, rest, isKey, text) : item));
  }
  return Object.fromEntries(
    Object.entries(holder).map(([name, item]) => [
      name,
      name === key ? changed(item, rest, isKey, text) : item,
    ]),
  );
};

/** The object with a key called otherwise, in its place. */
const withKey = (holder: object, key: string, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(holder).map(([one, item]) => [one === key ? name : one, item]));

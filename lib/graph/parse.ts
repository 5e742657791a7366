import type { z } from 'zod';
import type { GraphIssue } from './node-spec.ts';
import { type GraphDocument, graphDocument, SCHEMA_VERSION } from './schema.ts';
import { duplicateIssues } from './structure-issues.ts';
import { plainPath } from './zod-path.ts';

type Path = readonly (string | number)[];

export type ParsedGraph =
  | { readonly ok: true; readonly graph: GraphDocument }
  | { readonly ok: false; readonly issues: readonly GraphIssue[] };

/**
 * Reads a graph document from outside. What it cannot take is refused with where and why, unknown fields too, so
 * that nothing is lost on the way. Whether the graph can run is another question: see `validate`.
 */
export const parseGraph = (value: unknown): ParsedGraph => {
  const version = versionIssue(value);
  if (version !== undefined) return { ok: false, issues: [version] };
  const parsed = graphDocument.safeParse(value);
  if (!parsed.success) {
    return { ok: false, issues: parsed.error.issues.map((issue) => shapeIssue(value, issue)) };
  }
  const issues = duplicateIssues(parsed.data);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, graph: parsed.data };
};

/** A document of another version is not looked at further: its other issues would only confuse. */
const versionIssue = (value: unknown): GraphIssue | undefined => {
  const version = at(value, ['schemaVersion']);
  if (typeof version !== 'number' || version === SCHEMA_VERSION) return undefined;
  const advice =
    version > SCHEMA_VERSION
      ? 'It was made by a newer Patchbay: update this one.'
      : 'No such version exists.';
  return {
    severity: 'error',
    code: 'document.version',
    message: `The document has the schemaVersion ${version}, this Patchbay reads ${SCHEMA_VERSION}. ${advice}`,
    path: ['schemaVersion'],
  };
};

const shapeIssue = (document: unknown, issue: z.core.$ZodIssue): GraphIssue => {
  const path = plainPath(issue.path);
  const { ids, place } = ownerOf(document, path);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `“${key}”`).join(', ');
    return {
      severity: 'error',
      code: 'document.unknown-field',
      message: `${place} has a field that this version does not know: ${keys}. Remove it; if the document was exported by a newer Patchbay, update this one.`,
      ...ids,
      path: [...path, ...issue.keys.slice(0, 1)],
    };
  }
  if (path.length === 0) {
    return {
      severity: 'error',
      code: 'document.invalid',
      message: 'This is no graph document, which is a JSON object with “schemaVersion”, “nodes” and “edges”.',
      path,
    };
  }
  const isMissing = at(document, path) === undefined;
  return {
    severity: 'error',
    code: isMissing ? 'document.missing' : 'document.invalid',
    message: isMissing
      ? `${place} has no “${path.at(-1)}”. Add it (${pathText(path)}).`
      : `${place}, ${pathText(path)}: ${issue.message}`,
    ...ids,
    path,
  };
};

/** What a path leads to, as people would say it: the node, edge or note that it is in. */
const ownerOf = (document: unknown, path: Path): { ids: Partial<GraphIssue>; place: string } => {
  const [list, index] = path;
  if (typeof index !== 'number') return { ids: {}, place: 'The document' };
  const id = at(document, [list ?? '', index, 'id']);
  const name = at(document, [list ?? '', index, 'name']);
  const called = typeof name === 'string' && name !== '' ? name : id;
  const kind = list === 'nodes' ? 'Node' : list === 'edges' ? 'Edge' : 'Note';
  const place = typeof called === 'string' ? `${kind} “${called}”` : `${kind} ${index + 1}`;
  if (typeof id !== 'string') return { ids: {}, place };
  if (list === 'nodes') return { ids: { nodeId: id }, place };
  return { ids: list === 'edges' ? { edgeId: id } : {}, place };
};

/** `nodes[2].retry.times` */
const pathText = (path: Path): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  );

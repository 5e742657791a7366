import { z } from 'zod';
import { parseGraph } from '#lib/graph/parse.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { workflowName } from './input.ts';
import { type InvalidInput, invalidInput, readInput, under } from './outcome.ts';

const envelope = z.looseObject({ patchbay: z.literal('workflow'), name: workflowName });

const UNNAMED = 'Imported workflow';

/**
 * The name and the graph in an uploaded document: an exported workflow (`{ patchbay: 'workflow', name, graph }`) or a
 * bare graph document. `nameGiven`, where there is one, wins. Issues say where in the document.
 */
export const readExport = (
  document: unknown,
  nameGiven?: string,
): { readonly ok: true; readonly name: string; readonly graph: GraphDocument } | InvalidInput => {
  if (!isObject(document)) return refuse([], 'This is not a workflow: the document is not a JSON object.');
  if ('patchbay' in document) return readEnvelope(document, nameGiven);
  if ('nodes' in document || 'schemaVersion' in document)
    return readGraph(document, [], nameGiven ?? UNNAMED);
  return refuse(
    [],
    'This is neither an exported workflow (with "patchbay" and "graph") nor a graph document (with "nodes").',
  );
};

const readEnvelope = (document: Record<string, unknown>, nameGiven: string | undefined) => {
  const read = readInput(envelope, document);
  if (!read.ok) return read;
  if (!('graph' in document)) return refuse(['graph'], 'The exported workflow has no graph.');
  return readGraph(document.graph, ['graph'], nameGiven ?? read.value.name);
};

const readGraph = (graph: unknown, path: readonly string[], nameGiven: string) => {
  const name = readInput(workflowName, nameGiven);
  if (!name.ok) return invalidInput(under(['name'], name.issues));
  const parsed = parseGraph(graph);
  if (!parsed.ok) return invalidInput(under(path, parsed.issues));
  return { ok: true, name: name.value, graph: parsed.graph } as const;
};

const refuse = (path: readonly string[], message: string) => invalidInput([{ path, message }]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

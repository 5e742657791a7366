import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import { isSame } from '#lib/graph/same-json.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { upstreamOf } from '#lib/graph/upstream.ts';
import type { Pin } from './kept-testing.ts';
import type { TestRunView, TestStep } from './test-outcome.ts';

/** What a step gave in its last test, with what it was made from, so that it can be told when it no longer holds. */
export interface NodeResult {
  /** More than one in a For each, or where one event set off the flow several times. */
  readonly passes: readonly TestStep[];
  /** Counts the tests of this page: a result is older than another one where its number is smaller. */
  readonly test: number;
  readonly madeFrom: MadeFrom;
}

interface MadeFrom {
  readonly node: GraphNode;
  readonly incoming: string;
  readonly pin: Pin | undefined;
  readonly eventKey: string;
}

export interface TestSetting {
  readonly document: GraphDocument;
  readonly pins: Readonly<Record<string, Pin>>;
  readonly eventKey: string;
}

/** The results of a test by node id. `only` keeps those of one node. */
export const resultsOf = (
  runs: readonly TestRunView[],
  { document, pins, eventKey }: TestSetting,
  test: number,
  only?: string,
): ReadonlyMap<string, NodeResult> => {
  const steps = Map.groupBy(
    runs.flatMap((run) => run.document.steps),
    (step) => step.nodeId,
  );
  const results = new Map<string, NodeResult>();
  for (const node of document.nodes) {
    const passes = steps.get(node.id);
    if (passes === undefined || (only !== undefined && node.id !== only)) continue;
    const madeFrom = { node, incoming: incomingOf(document, node.id), pin: pins[node.id], eventKey };
    results.set(node.id, { passes, test, madeFrom });
  }
  return results;
};

/** The nodes whose results no longer hold: they, something before them, or the event was changed since. */
export const staleNodes = (
  results: ReadonlyMap<string, NodeResult>,
  { document, pins, eventKey }: TestSetting,
): ReadonlySet<string> => {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const sources = Map.groupBy(document.edges, (edge) => edge.target);
  const known = new Map<string, boolean>();
  const isStale = (nodeId: string): boolean => {
    const before = known.get(nodeId);
    if (before !== undefined) return before;
    known.set(nodeId, false); // a draft may hold a circle
    const result = results.get(nodeId);
    const node = nodes.get(nodeId);
    const isChanged =
      result !== undefined &&
      node !== undefined &&
      (result.madeFrom.eventKey !== eventKey ||
        !isSame(result.madeFrom.pin, pins[nodeId]) ||
        result.madeFrom.incoming !== incomingOf({ edges: sources.get(nodeId) ?? [] }, nodeId) ||
        !isSameStep(result.madeFrom.node, node));
    const stale =
      isChanged ||
      (sources.get(nodeId) ?? []).some(({ source }) => {
        const newer = (results.get(source)?.test ?? 0) > (result?.test ?? Number.POSITIVE_INFINITY);
        return newer || isStale(source);
      });
    known.set(nodeId, stale);
    return stale;
  };
  return new Set([...results.keys()].filter((nodeId) => nodes.has(nodeId) && isStale(nodeId)));
};

/** What a test as a whole was made from, beside what its results say of their steps. */
export interface TestOrigin {
  readonly test: number;
  readonly eventKey: string;
  /** Where its steps led to. */
  readonly ways: readonly string[];
}

/** Of a test of all of the flow; where it ended before that, what follows does not matter. */
export const originOf = (
  results: ReadonlyMap<string, NodeResult>,
  { document, eventKey }: TestSetting,
  test: number,
  isWhole: boolean,
): TestOrigin => ({ test, eventKey, ways: isWhole ? waysFrom(document, results, test) : [] });

/** Whether what a test gave as a whole no longer holds: the event, a step or a way of its flow is another one now. */
export const isTestStale = (
  { test, eventKey, ways }: TestOrigin,
  results: ReadonlyMap<string, NodeResult>,
  stale: ReadonlySet<string>,
  setting: TestSetting,
): boolean => {
  if (eventKey !== setting.eventKey) return true;
  const nodes = new Set(setting.document.nodes.map((node) => node.id));
  const own = [...results].filter(([, result]) => result.test === test);
  if (own.some(([nodeId]) => stale.has(nodeId) || !nodes.has(nodeId))) return true;
  return ways.length > 0 && !isSame(ways, waysFrom(setting.document, results, test));
};

const waysFrom = (
  { edges }: Pick<GraphDocument, 'edges'>,
  results: ReadonlyMap<string, NodeResult>,
  test: number,
): readonly string[] =>
  edges
    .filter((edge) => results.get(edge.source)?.test === test)
    .map((edge) => `${edge.source}:${edge.sourceHandle ?? ''} ${edge.target}`)
    .toSorted();

const incomingOf = ({ edges }: Pick<GraphDocument, 'edges'>, nodeId: string): string =>
  edges
    .filter((edge) => edge.target === nodeId)
    .map((edge) => `${edge.source}:${edge.sourceHandle ?? ''}`)
    .toSorted()
    .join('\n');

/** Where it stands, what it is called and its note change nothing. */
const isSameStep = (a: GraphNode, b: GraphNode): boolean =>
  a === b ||
  (a.type === b.type &&
    a.disabled === b.disabled &&
    a.onError === b.onError &&
    a.timeoutMs === b.timeoutMs &&
    isSame(a.retry, b.retry) &&
    isSame(a.config, b.config));

/** What a step can give again from its last result; undefined where there is nothing whole to give. */
export const pinFromResult = (result: NodeResult | undefined): Pin | undefined => {
  const step = result?.passes.at(-1);
  if (step === undefined || step.truncated?.includes('output')) return undefined;
  const hasGiven = step.status === 'completed' || (step.status === 'failed' && step.handle !== undefined);
  if (!hasGiven) return undefined;
  return { output: step.output ?? null, ...(step.handle === undefined ? {} : { handle: step.handle }) };
};

export type GivenSteps =
  | { readonly ok: true; readonly pins: Readonly<Record<string, Pin>> }
  /** `missing`: the steps before it that have given nothing yet. */
  | { readonly ok: false; readonly reason: 'missing'; readonly missing: readonly GraphNode[] }
  | { readonly ok: false; readonly reason: 'in-loop'; readonly loop: GraphNode };

/** What the steps before a node give, so that it can run alone: what is pinned, else their last results. */
export const givenSteps = (
  document: GraphDocument,
  specs: NodeSpecs,
  nodeId: string,
  results: ReadonlyMap<string, NodeResult>,
  pins: Readonly<Record<string, Pin>>,
): GivenSteps => {
  const upstream = upstreamOf(document, specs, nodeId);
  const before = upstream.nodes.filter(
    (node) => node.id !== nodeId && specs[node.type]?.trigger === undefined && node.disabled !== true,
  );
  const passed = results.get(nodeId)?.passes.at(-1)?.loop?.at(-1);
  const loop =
    document.nodes.find((node) => node.id === passed?.nodeId) ??
    before.find((node) => isInBodyOf(upstream, specs, node, nodeId));
  if (loop !== undefined) return { ok: false, reason: 'in-loop', loop };
  const given: Record<string, Pin> = {};
  const missing: GraphNode[] = [];
  for (const node of before) {
    const result = results.get(node.id);
    const pin = pins[node.id] ?? pinFromResult(result);
    if (pin !== undefined) given[node.id] = pin;
    // What the flow went past stays out: the branch before it takes the same way again.
    else if (result?.passes.at(-1)?.status !== 'skipped') missing.push(node);
  }
  return missing.length > 0 ? { ok: false, reason: 'missing', missing } : { ok: true, pins: given };
};

/** Whether every way from a loop to the node begins at the output that is repeated. */
const isInBodyOf = (upstream: GraphDocument, specs: NodeSpecs, loop: GraphNode, nodeId: string): boolean => {
  const handle = specs[loop.type]?.loop?.body;
  if (handle === undefined) return false;
  const starts = upstream.edges.filter((edge) => edge.source === loop.id);
  const leads = (from: string, seen: Set<string>): boolean => {
    if (from === nodeId) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return upstream.edges.some((edge) => edge.source === from && leads(edge.target, seen));
  };
  const leading = starts.filter((edge) => leads(edge.target, new Set([loop.id])));
  return leading.length > 0 && leading.every((edge) => edge.sourceHandle === handle);
};

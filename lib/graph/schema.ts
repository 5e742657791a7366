import { z } from 'zod';

/** The version of the graph document that this build writes and reads. */
export const SCHEMA_VERSION = 1;

/** A readable slug: templates and code refer to a step by it (`steps.look_up_order.output`). */
export const nodeId = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'An id starts with a letter and has only lower-case letters, digits and _ (at most 64).',
  );

export const position = z.object({ x: z.number(), y: z.number() });

export const retryPolicy = z.object({
  /** How often the step is tried again after its first failure. */
  times: z.number().int().min(1).max(10),
  /** Before the first retry, in milliseconds; doubles each time with `exponential`. */
  delayMs: z.number().int().min(0).max(60_000),
  backoff: z.enum(['fixed', 'exponential']),
});

export const graphNode = z.object({
  id: nodeId,
  /** A key of the node registry. Unknown types parse, so that a newer export is refused with a message, not lost. */
  type: z.string().min(1).max(64),
  name: z.string().min(1).max(120),
  position,
  /** Checked against the node type's own schema by `validate`; a draft may be incomplete. */
  config: z.record(z.string(), z.unknown()),
  disabled: z.boolean().optional(),
  /** `stop` (default): a failure fails the flow. `handle`: it leaves by the handle `error`. `continue`: the flow goes on with `output: null`. */
  onError: z.enum(['stop', 'handle', 'continue']).optional(),
  retry: retryPolicy.optional(),
  /** Ends one attempt of the step, in milliseconds. */
  timeoutMs: z.number().int().min(10).max(300_000).optional(),
  note: z.string().max(10_000).optional(),
});

export const graphEdge = z.object({
  id: z.string().min(1).max(200),
  source: nodeId,
  /** The output it starts at; absent means `out`. */
  sourceHandle: z.string().min(1).max(64).optional(),
  target: nodeId,
  /** The input it ends at; absent means `in`. */
  targetHandle: z.string().min(1).max(64).optional(),
  label: z.string().max(120).optional(),
});

export const canvasNote = z.object({
  id: z.string().min(1).max(64),
  text: z.string().max(20_000),
  position,
  width: z.number().min(40).max(4000).optional(),
  height: z.number().min(40).max(4000).optional(),
});

/** The graph document: the one form in storage, API, import and export, clipboard and templates. */
export const graphDocument = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  nodes: z.array(graphNode).max(2000),
  edges: z.array(graphEdge).max(8000),
  notes: z.array(canvasNote).max(500).default([]),
});

export type GraphDocument = z.infer<typeof graphDocument>;
export type GraphNode = z.infer<typeof graphNode>;
export type GraphEdge = z.infer<typeof graphEdge>;
export type CanvasNote = z.infer<typeof canvasNote>;
export type RetryPolicy = z.infer<typeof retryPolicy>;

/** The handle an edge uses where it names none. */
export const DEFAULT_OUT = 'out';
export const DEFAULT_IN = 'in';
/** The output that a failed step leaves by where `onError` is `handle`. */
export const ERROR_HANDLE = 'error';

/** A document with nothing in it: the draft of a new workflow. */
export const emptyGraph = (): GraphDocument => ({
  schemaVersion: SCHEMA_VERSION,
  nodes: [],
  edges: [],
  notes: [],
});

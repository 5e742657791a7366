import { z } from 'zod';

// Objects are strict: a field that this version does not know is refused with its path rather than dropped silently.

/** The version of the graph document that this build writes and reads. */
export const SCHEMA_VERSION = 1;

/** A readable slug: templates and code refer to a step by it (`steps.look_up_order.output`). */
export const nodeId = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'An id starts with a letter and has only lower-case letters, digits and _ (at most 64).',
  )
  .describe('A readable slug: templates and code refer to a step by it, e.g. steps.look_up_order.output.');

export const position = z
  .strictObject({ x: z.number(), y: z.number() })
  .describe('Where it stands on the canvas, in pixels.');

export const retryPolicy = z.strictObject({
  times: z
    .number()
    .int()
    .min(1)
    .max(10)
    .describe('How often the step is tried again after its first failure.'),
  delayMs: z.number().int().min(0).max(60_000).describe('The wait before the first retry, in milliseconds.'),
  backoff: z
    .enum(['fixed', 'exponential'])
    .describe('fixed: the same wait each time. exponential: it doubles with each retry.'),
});

export const graphNode = z.strictObject({
  id: nodeId,
  /** Unknown types parse, so that a newer export is refused with a message by `validate`, not lost. */
  type: z.string().min(1).max(64).describe('The node type, e.g. http_request.'),
  name: z.string().min(1).max(120).describe('What people see on the canvas and in messages.'),
  position,
  config: z
    .record(z.string(), z.unknown())
    .describe("The settings of its type. A draft's may be incomplete; they are checked before publishing."),
  disabled: z
    .boolean()
    .optional()
    .describe('The step does not run: what comes in goes out. A disabled trigger starts no flow.'),
  onError: z
    .enum(['stop', 'handle', 'continue'])
    .optional()
    .describe(
      'stop (default): a failure fails the flow. handle: it leaves by the output “error”. continue: the flow goes on with the output null.',
    ),
  retry: retryPolicy.optional().describe('How a failed step is tried again; absent: it is not.'),
  timeoutMs: z
    .number()
    .int()
    .min(10)
    .max(300_000)
    .optional()
    .describe('Ends one try of the step, in milliseconds.'),
  note: z.string().max(10_000).optional().describe('For people: why it is there.'),
});

export const graphEdge = z.strictObject({
  id: z.string().min(1).max(200).describe('Any text that no other edge has.'),
  source: nodeId,
  sourceHandle: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('The output it starts at; absent: out. “error” is the output of a failed step.'),
  target: nodeId,
  targetHandle: z.string().min(1).max(64).optional().describe('The input it ends at; absent: in.'),
  label: z.string().max(120).optional().describe('Shown on the edge.'),
});

/** The colours of notes and frames; without one a note is the colour of paper. */
export const noteColor = z.enum(['grey', 'yellow', 'orange', 'red', 'violet', 'blue', 'teal', 'green']);

export const canvasNote = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z
    .enum(['note', 'frame'])
    .optional()
    .describe('note (default): a text. frame: a box with a title; moving it moves what stands in it.'),
  text: z.string().max(20_000).describe("Markdown; a frame's title."),
  position,
  width: z.number().min(40).max(20_000).optional(),
  height: z.number().min(40).max(20_000).optional(),
  color: noteColor.optional(),
});

/** The graph document: the one form in storage, API, import and export, clipboard and templates. */
export const graphDocument = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION).describe('The version of this format.'),
  nodes: z.array(graphNode).max(2000).describe('The steps. Triggers start flows.'),
  edges: z.array(graphEdge).max(8000).describe('What runs after what.'),
  notes: z
    .array(canvasNote)
    .max(500)
    .default([])
    .describe('Notes and frames on the canvas; they do nothing.'),
});

export type GraphDocument = z.infer<typeof graphDocument>;
export type GraphNode = z.infer<typeof graphNode>;
export type GraphEdge = z.infer<typeof graphEdge>;
export type CanvasNote = z.infer<typeof canvasNote>;
export type NoteColor = z.infer<typeof noteColor>;
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

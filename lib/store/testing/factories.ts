import type { GraphDocument } from '#lib/graph/schema.ts';
import { newId } from '#lib/server/id.ts';
import type { NewEvent } from '#lib/store/journal.ts';
import type { FinishedRun, StartedRun } from '#lib/store/run-log.ts';

/** A graph with one node of that name. */
export const graph = (name = 'Order status'): GraphDocument => ({
  schemaVersion: 1,
  nodes: [
    {
      id: 'tool',
      type: 'trigger_tool',
      name,
      position: { x: 0, y: 0 },
      config: { toolName: 'order_status' },
    },
  ],
  edges: [],
  notes: [],
});

/** A tool call as the runtime keeps it. */
export const event = (over: Partial<NewEvent> = {}): NewEvent => ({
  id: newId(),
  workflowId: 'workflow-1',
  type: 'tool-calls',
  callId: 'call-1',
  receivedAt: new Date('2026-01-02T03:04:05.678Z'),
  disposition: 'handled',
  reason: null,
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"message":{"type":"tool-calls"}}'),
  message: { type: 'tool-calls', call: { id: 'call-1', type: 'webCall' } },
  ...over,
});

export const startedRun = (over: Partial<StartedRun> = {}): StartedRun => ({
  id: newId(),
  workflowId: 'workflow-1',
  versionId: 'version-1',
  versionNumber: 1,
  eventId: 'event-1',
  triggerNodeId: 'tool',
  triggerName: 'Order status',
  eventType: 'tool-calls',
  toolName: 'order_status',
  toolCallId: 'toolcall-1',
  callId: 'call-1',
  startedAt: new Date('2026-01-02T03:04:05.678Z'),
  replayOf: null,
  isTest: false,
  ...over,
});

export const finishedRun = (id: string, over: Partial<FinishedRun> = {}): FinishedRun => ({
  id,
  status: 'completed',
  replyStatus: 'reply',
  finishedAt: new Date('2026-01-02T03:04:05.690Z'),
  durationMs: 12.25,
  replyMs: 10.5,
  errorCode: null,
  errorMessage: null,
  document: {
    steps: [
      { nodeId: 'tool', status: 'completed', startMs: 0, durationMs: 1, attempts: 1, output: { a: 1 } },
    ],
    reply: { status: 200, headers: {}, body: { results: [] } },
  },
  ...over,
});

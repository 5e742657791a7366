import type { RunRow } from './run-view.ts';

type Stored = Omit<RunRow, 'startedAt' | 'isReplay' | 'isBlamed'> & {
  readonly startedAt: Date;
  readonly replayOf: string | null;
};

/** A stored run as a row: only what is shown goes to the browser. */
export const runRowOf = (run: Stored, isBlamed = false): RunRow => ({
  id: run.id,
  workflowId: run.workflowId,
  eventId: run.eventId,
  versionNumber: run.versionNumber,
  triggerNodeId: run.triggerNodeId,
  triggerName: run.triggerName,
  eventType: run.eventType,
  toolName: run.toolName,
  callId: run.callId,
  status: run.status,
  replyStatus: run.replyStatus,
  startedAt: run.startedAt.toISOString(),
  durationMs: run.durationMs,
  replyMs: run.replyMs,
  errorCode: run.errorCode,
  errorMessage: run.errorMessage,
  isReplay: run.replayOf !== null,
  isBlamed,
});

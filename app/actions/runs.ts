'use server';

import * as manage from '#lib/manage/runs.ts';
import { type ActionResult, manageAsUser, parseId } from './signed-in.ts';

/** Runs the published flows for a stored event once more; the answer goes nowhere. */
export const replayEvent = async (eventId: string): Promise<ActionResult<{ runIds: readonly string[] }>> =>
  manage.replayEvent(await manageAsUser(), parseId(eventId));

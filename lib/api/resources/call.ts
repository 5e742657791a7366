import { z } from 'zod';
import type { Call } from '#lib/store/calls.ts';
import { id, time } from './fields.ts';

export const call = z
  .object({
    id: z.string().meta({ description: "Vapi's call id." }),
    workflowId: id,
    type: z.string().nullable(),
    customerNumber: z.string().nullable(),
    status: z.string().nullable(),
    endedReason: z.string().nullable(),
    firstEventAt: time,
    lastEventAt: time,
  })
  .meta({ id: 'Call', description: 'What the events of one Vapi call tell of it.' });

export const viewCall = (row: Call): z.input<typeof call> => ({
  ...row,
  firstEventAt: row.firstEventAt.toISOString(),
  lastEventAt: row.lastEventAt.toISOString(),
});

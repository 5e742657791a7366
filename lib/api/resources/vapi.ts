import { z } from 'zod';
import { targetKind } from '#lib/connect/resource.ts';
import type { VapiChange } from '#lib/store/vapi-changes.ts';
import { id, isoOrNull, time } from './fields.ts';

export const vapiConnection = z.object({
  connection: z
    .object({
      region: z.enum(['us', 'eu']),
      keyHint: z.string().meta({ description: 'The last four characters of the key.' }),
      orgId: z.string().nullable(),
      checkedAt: time.nullable(),
    })
    .nullable(),
});

const pointsTo = z.discriminatedUnion('to', [
  z.object({ to: z.literal('here') }),
  z.object({ to: z.literal('workflow'), id, name: z.string() }),
  z.object({ to: z.literal('elsewhere'), url: z.string() }),
  z.object({ to: z.literal('nowhere') }),
]);

const texts = z.array(z.string()).readonly();
const named = z.array(z.object({ id: z.string(), name: z.string() })).readonly();

export const vapiOverview = z.object({
  targets: z
    .array(
      z.object({
        kind: targetKind,
        id: z.string(),
        name: z.string(),
        pointsTo,
        sends: texts.meta({ description: 'Events of those that the flows wait for.' }),
        missing: texts.meta({ description: 'Events that the flows wait for and that are switched off.' }),
        differs: texts.meta({ description: 'Fields that connecting again would set.' }),
        hasFixedAssistant: z.boolean(),
      }),
    )
    .readonly(),
  tools: z.object({
    own: z
      .array(z.object({ name: z.string(), id: z.string().nullable(), differs: texts, usedBy: named }))
      .readonly(),
    others: z.array(z.object({ id: z.string(), name: z.string(), description: z.string() })).readonly(),
    assistants: named,
  }),
});

const difference = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  isKept: z.boolean().optional().meta({ description: 'Whether Vapi, asked again, says the same.' }),
});

export const vapiPreview = z.object({
  targetKind,
  targetName: z.string(),
  isNew: z.boolean(),
  differences: z.array(difference).readonly(),
  warnings: texts,
  unreachable: z.string().nullable().meta({ description: 'Why Vapi cannot reach the server URL.' }),
  fingerprint: z.string(),
});

export const vapiChanged = z.object({
  changeId: id.nullable().meta({ description: 'For a restore; null where there is nothing to put back.' }),
  targetName: z.string(),
  differences: z.array(difference).readonly(),
  isKept: z.boolean(),
});

export const vapiChange = z.object({
  id,
  targetKind: z.string(),
  targetId: z.string(),
  targetName: z.string(),
  createdAt: time,
  createdBy: z.string(),
  restoredAt: time.nullable(),
});

export const viewVapiChange = (change: VapiChange): z.input<typeof vapiChange> => ({
  ...change,
  createdAt: change.createdAt.toISOString(),
  restoredAt: isoOrNull(change.restoredAt),
});

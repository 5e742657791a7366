import { z } from 'zod';
import { storedGraph } from '#lib/manage/input.ts';
import { serverUrlFor } from '#lib/server/public-url.ts';
import type { Version } from '#lib/store/versions.ts';
import type { Workflow, WorkflowSummary } from '#lib/store/workflows.ts';
import { hasVapiSecret } from '#lib/vapi/credentials/vapi-secret.ts';
import { id, isoOrNull, time } from './fields.ts';

const publishedVersion = z
  .number()
  .nullable()
  .meta({ description: 'The number of the version that answers; null where none is published.' });

export const workflowSummary = z
  .object({
    id,
    name: z.string(),
    publishedVersion,
    hasUnpublishedChanges: z.boolean(),
    updatedAt: time,
    runs24h: z.number(),
    failed24h: z.number(),
    lastEventAt: time.nullable(),
  })
  .meta({ id: 'WorkflowSummary' });

export const workflow = z
  .object({
    id,
    name: z.string(),
    serverUrl: z
      .string()
      .nullable()
      .meta({ description: 'What to paste into Vapi as the server URL; null after it was revoked.' }),
    publishedVersion,
    draft: storedGraph,
    draftRevision: z.number(),
    hasUnpublishedChanges: z.boolean(),
    hasVapiSecret: z.boolean(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Workflow' });

export const version = z
  .object({
    number: z.number(),
    note: z.string().nullable(),
    createdAt: time,
    createdBy: z.string().meta({ description: 'Who published it.' }),
  })
  .meta({ id: 'Version' });

export const versionWithGraph = version.extend({ graph: storedGraph }).meta({ id: 'VersionWithGraph' });

export const graphIssue = z
  .object({
    severity: z.enum(['error', 'warning']),
    code: z.string().meta({ example: 'graph.cycle' }),
    message: z.string(),
    nodeId: z.string().optional(),
    edgeId: z.string().optional(),
    path: z
      .array(z.union([z.string(), z.number()]))
      .optional()
      .meta({ description: "Where in the node's config." }),
    line: z.number().optional().meta({ description: 'From 1, in the text at `path`.' }),
    column: z.number().optional().meta({ description: 'From 1.' }),
  })
  .meta({
    id: 'GraphIssue',
    description: 'Something to mend; an error stops publishing, a warning does not.',
  });

export const viewWorkflowSummary = (row: WorkflowSummary): z.input<typeof workflowSummary> => ({
  ...row,
  updatedAt: row.updatedAt.toISOString(),
  lastEventAt: isoOrNull(row.lastEventAt),
});

export const viewWorkflow = (row: Workflow, origin: string): z.input<typeof workflow> => ({
  id: row.id,
  name: row.name,
  serverUrl: row.tokenRevokedAt === null ? serverUrlFor(row.token, origin) : null,
  publishedVersion: row.publishedVersionNumber,
  draft: row.draft,
  draftRevision: row.draftRevision,
  hasUnpublishedChanges: row.hasUnpublishedChanges,
  hasVapiSecret: hasVapiSecret(row.access),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const viewVersion = (row: Version): z.input<typeof version> => ({
  number: row.number,
  note: row.note,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
});

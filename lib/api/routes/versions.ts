import { z } from 'zod';
import { draftRevision, graph, publishInput, versionNote } from '#lib/manage/input.ts';
import { notFound } from '#lib/manage/outcome.ts';
import {
  publishWorkflow,
  republishVersion,
  restoreVersion,
  saveDraft,
  setVersionNote,
  unpublish,
} from '#lib/manage/workflows.ts';
import { defineRoute, noContent, type Route, reply } from '../contract.ts';
import { invalidRequest, refused } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { id, page, pageOf } from '../resources/fields.ts';
import { graphIssue, version, versionWithGraph, viewVersion } from '../resources/workflow.ts';
import { etag, GRAPH_BODY_BYTES } from './workflows.ts';

const tag = 'Drafts and versions';
const params = z.object({ workflowId: id });
const versionParams = params.extend({
  number: z.coerce
    .number('A version has a number, e.g. 3.')
    .int('A version has a whole number, e.g. 3.')
    .min(1, 'Versions are counted from 1.')
    .max(2_147_483_647, 'There is no such version.'),
});

const savedDraft = z
  .object({
    revision: z.number().meta({ description: 'Names the draft as it is stored now.' }),
    issues: z.array(graphIssue).meta({ description: 'What publishing it would say.' }),
  })
  .meta({ id: 'SavedDraft' });

const published = z
  .object({
    version,
    unchanged: z
      .boolean()
      .meta({ description: 'The draft was published already, so that there is no new version.' }),
    warnings: z.array(graphIssue),
  })
  .meta({ id: 'Published' });

const putDraft = defineRoute({
  operationId: 'saveDraft',
  method: 'PUT',
  path: '/workflows/{workflowId}/draft',
  tag,
  summary: 'Replace the draft',
  description:
    'Say which revision your change is based on, in `revision` or as `If-Match`, so that nobody overwrites what they have not seen. The draft may be incomplete; the answer lists what is missing before it can be published.',
  request: {
    params,
    headers: z.object({
      'if-match': z
        .string()
        .regex(/^"\d{1,9}"$/, 'Write the revision in quotes, as the ETag has it: "3".')
        .optional()
        .meta({ description: 'The ETag of the workflow that you read, e.g. `"3"`.' }),
    }),
    body: z.strictObject({ graph, revision: draftRevision.optional() }),
  },
  responses: {
    200: { description: 'Saved', body: savedDraft, headers: { ETag: 'The revision of the draft.' } },
  },
  errors: ['invalid-request', 'not-found', 'conflict'],
  maxBodyBytes: GRAPH_BODY_BYTES,
  handle: async ({ params: { workflowId }, headers, body }, { manage }) => {
    const matched = headers['if-match'] === undefined ? undefined : Number(headers['if-match'].slice(1, -1));
    const revision = body.revision ?? matched;
    if (revision === undefined) {
      return invalidRequest([
        {
          path: ['body', 'revision'],
          message: 'Give the revision that your change is based on, here or as If-Match.',
        },
      ]);
    }
    if (matched !== undefined && matched !== revision) {
      return invalidRequest([
        { path: ['headers', 'if-match'], message: 'It names another revision than the body.' },
      ]);
    }
    const outcome = await saveDraft(manage, workflowId, body.graph, revision);
    if (!outcome.ok) return refused(outcome);
    const { revision: saved, issues } = outcome;
    return reply(200, { revision: saved, issues: issues.map(viewIssue) }, { etag: etag(saved) });
  },
});

const publish = defineRoute({
  operationId: 'publishWorkflow',
  method: 'POST',
  path: '/workflows/{workflowId}/publish',
  tag,
  summary: 'Make the draft the published version, which answers from now on',
  request: { params, body: publishInput },
  responses: { 200: { description: 'Published', body: published } },
  errors: ['invalid-request', 'not-found', 'conflict', 'graph-invalid'],
  handle: async ({ params: { workflowId }, body }, { manage }) => {
    const outcome = await publishWorkflow(manage, workflowId, body);
    if (!outcome.ok) return refused(outcome);
    return reply(200, {
      version: viewVersion(outcome.version),
      unchanged: outcome.unchanged,
      warnings: outcome.warnings.map(viewIssue),
    });
  },
});

const unpublishOne = defineRoute({
  operationId: 'unpublishWorkflow',
  method: 'POST',
  path: '/workflows/{workflowId}/unpublish',
  tag,
  summary: 'Stop answering; events are still kept',
  request: { params },
  responses: { 204: { description: 'Nothing is published any more' } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, { manage }) => {
    const outcome = await unpublish(manage, workflowId);
    return outcome.ok ? noContent() : refused(outcome);
  },
});

const listVersions = defineRoute({
  operationId: 'listVersions',
  method: 'GET',
  path: '/workflows/{workflowId}/versions',
  tag,
  summary: 'List the versions, newest first',
  request: { params, query: z.strictObject(page) },
  responses: { 200: { description: 'A page of versions', body: pageOf(version) } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId }, query }, { manage }) => {
    const workflow = await manage.store.workflows.get(workflowId);
    if (workflow === undefined) return refused(notFound('workflow', workflowId));
    const rows = await manage.store.versions.list(workflowId);
    const { items, nextCursor } = paginate(rows, (row) => String(row.number).padStart(10, '0'), query);
    return reply(200, { items: items.map(viewVersion), nextCursor });
  },
});

const getVersion = defineRoute({
  operationId: 'getVersion',
  method: 'GET',
  path: '/workflows/{workflowId}/versions/{number}',
  tag,
  summary: 'Read a version with its graph',
  request: { params: versionParams },
  responses: { 200: { description: 'The version', body: versionWithGraph } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId, number } }, { manage }) => {
    const workflow = await manage.store.workflows.get(workflowId);
    if (workflow === undefined) return refused(notFound('workflow', workflowId));
    const row = await manage.store.versions.getByNumber(workflowId, number);
    if (row === undefined) return refused(notFound('version', number));
    return reply(200, { ...viewVersion(row), graph: row.graph });
  },
});

const restore = defineRoute({
  operationId: 'restoreVersion',
  method: 'POST',
  path: '/workflows/{workflowId}/versions/{number}/restore',
  tag,
  summary: "Put a version's graph into the draft",
  description: 'What is published stays; publish the draft to go back to it.',
  request: { params: versionParams },
  responses: {
    200: {
      description: 'The draft is that of the version',
      body: z.object({ revision: z.number() }),
      headers: { ETag: 'The revision of the draft.' },
    },
  },
  errors: ['invalid-request', 'not-found', 'conflict'],
  handle: async ({ params: { workflowId, number } }, { manage }) => {
    const outcome = await restoreVersion(manage, workflowId, number);
    if (!outcome.ok) return refused(outcome);
    return reply(200, { revision: outcome.revision }, { etag: etag(outcome.revision) });
  },
});

const republish = defineRoute({
  operationId: 'republishVersion',
  method: 'POST',
  path: '/workflows/{workflowId}/versions/{number}/publish',
  tag,
  summary: 'Publish an earlier version again',
  description:
    'It becomes a new version with the same graph, which answers from now on. The draft stays as it is.',
  request: { params: versionParams, body: z.strictObject({ note: versionNote.optional() }) },
  responses: { 200: { description: 'Published', body: published } },
  errors: ['invalid-request', 'not-found', 'graph-invalid'],
  handle: async ({ params: { workflowId, number }, body }, { manage }) => {
    const { note } = body;
    const outcome = await republishVersion(manage, workflowId, number, note === undefined ? {} : { note });
    if (!outcome.ok) return refused(outcome);
    return reply(200, {
      version: viewVersion(outcome.version),
      unchanged: outcome.unchanged,
      warnings: outcome.warnings.map(viewIssue),
    });
  },
});

const patchVersion = defineRoute({
  operationId: 'noteVersion',
  method: 'PATCH',
  path: '/workflows/{workflowId}/versions/{number}',
  tag,
  summary: 'Write another note to a version',
  request: { params: versionParams, body: z.strictObject({ note: versionNote }) },
  responses: { 200: { description: 'The version', body: version } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId, number }, body }, { manage }) => {
    const outcome = await setVersionNote(manage, workflowId, number, body.note);
    return outcome.ok ? reply(200, viewVersion(outcome.version)) : refused(outcome);
  },
});

/** Our issues are read-only, and zod's types are not. */
const viewIssue = (issue: {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly nodeId?: string;
  readonly edgeId?: string;
  readonly path?: readonly (string | number)[];
  readonly line?: number;
  readonly column?: number;
}): z.input<typeof graphIssue> => {
  const { path, ...rest } = issue;
  return { ...rest, ...(path !== undefined && { path: [...path] }) };
};

export const versionRoutes: readonly Route[] = [
  putDraft,
  publish,
  unpublishOne,
  listVersions,
  getVersion,
  patchVersion,
  restore,
  republish,
];

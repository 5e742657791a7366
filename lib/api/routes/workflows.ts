import { z } from 'zod';
import { createWorkflowInput, renameWorkflowInput, workflowExport } from '#lib/manage/input.ts';
import { notFound } from '#lib/manage/outcome.ts';
import {
  createWorkflow,
  deleteWorkflow,
  duplicateWorkflow,
  exportWorkflow,
  renameWorkflow,
  undeleteWorkflow,
} from '#lib/manage/workflows.ts';
import { defineRoute, noContent, type OperationContext, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { id, page, pageOf } from '../resources/fields.ts';
import { viewWorkflow, viewWorkflowSummary, workflow, workflowSummary } from '../resources/workflow.ts';

const tag = 'Workflows';
const params = z.object({ workflowId: id });

/** Room for a graph of thousands of nodes with code in them. */
export const GRAPH_BODY_BYTES = 10 * 1024 * 1024;

export const etag = (revision: number): string => `"${revision}"`;

const ETAG = { ETag: 'The revision of the draft, for `If-Match`.' } as const;
const CREATED = { ...ETAG, Location: 'The path of the new workflow.' } as const;

const listWorkflows = defineRoute({
  operationId: 'listWorkflows',
  method: 'GET',
  path: '/workflows',
  tag,
  summary: 'List workflows, newest first',
  request: { query: z.strictObject(page) },
  responses: { 200: { description: 'A page of workflows', body: pageOf(workflowSummary) } },
  errors: ['invalid-request'],
  handle: async ({ query }, { manage }) => {
    const all = await manage.store.workflows.list();
    const { items, nextCursor } = paginate(all, (row) => row.id, query);
    return reply(200, { items: items.map(viewWorkflowSummary), nextCursor });
  },
});

const createOne = defineRoute({
  operationId: 'createWorkflow',
  method: 'POST',
  path: '/workflows',
  tag,
  summary: 'Create a workflow, empty or from a graph document',
  description:
    'Takes an exported workflow as it is, too. The graph becomes the draft; publish it to make it answer.',
  request: {
    body: createWorkflowInput.extend({ patchbay: workflowExport.shape.patchbay.optional() }),
  },
  responses: { 201: { description: 'The new workflow', body: workflow, headers: CREATED } },
  errors: ['invalid-request'],
  maxBodyBytes: GRAPH_BODY_BYTES,
  handle: async ({ body: { patchbay: _marker, ...input } }, context) => {
    const outcome = await createWorkflow(context.manage, input);
    return outcome.ok ? created(outcome.workflow, context) : refused(outcome);
  },
});

const getOne = defineRoute({
  operationId: 'getWorkflow',
  method: 'GET',
  path: '/workflows/{workflowId}',
  tag,
  summary: 'Read a workflow with its draft and its server URL',
  request: { params },
  responses: { 200: { description: 'The workflow', body: workflow, headers: ETAG } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, context) => {
    const row = await context.manage.store.workflows.get(workflowId);
    return row === undefined ? refused(notFound('workflow', workflowId)) : shown(row, context);
  },
});

const renameOne = defineRoute({
  operationId: 'renameWorkflow',
  method: 'PATCH',
  path: '/workflows/{workflowId}',
  tag,
  summary: 'Rename a workflow',
  request: { params, body: renameWorkflowInput },
  responses: { 200: { description: 'The workflow', body: workflow, headers: ETAG } },
  errors: ['invalid-request', 'not-found'],
  handle: async ({ params: { workflowId }, body }, context) => {
    const outcome = await renameWorkflow(context.manage, workflowId, body);
    if (!outcome.ok) return refused(outcome);
    const row = await context.manage.store.workflows.get(workflowId);
    return row === undefined ? refused(notFound('workflow', workflowId)) : shown(row, context);
  },
});

const deleteOne = defineRoute({
  operationId: 'deleteWorkflow',
  method: 'DELETE',
  path: '/workflows/{workflowId}',
  tag,
  summary: 'Delete a workflow; its server URL answers 404 at once',
  request: { params },
  responses: { 204: { description: 'Deleted; it can be brought back for 24 hours' } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, { manage }) => {
    const outcome = await deleteWorkflow(manage, workflowId);
    return outcome.ok ? noContent() : refused(outcome);
  },
});

const undeleteOne = defineRoute({
  operationId: 'undeleteWorkflow',
  method: 'POST',
  path: '/workflows/{workflowId}/undelete',
  tag,
  summary: 'Bring a deleted workflow back',
  request: { params },
  responses: { 200: { description: 'The workflow', body: workflow, headers: ETAG } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, context) => {
    const outcome = await undeleteWorkflow(context.manage, workflowId);
    return outcome.ok ? shown(outcome.workflow, context) : refused(outcome);
  },
});

const duplicateOne = defineRoute({
  operationId: 'duplicateWorkflow',
  method: 'POST',
  path: '/workflows/{workflowId}/duplicate',
  tag,
  summary: 'Copy a workflow',
  description:
    'The copy has the draft and a server URL of its own; versions and the Vapi secret are not copied.',
  request: { params },
  responses: { 201: { description: 'The copy', body: workflow, headers: CREATED } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, context) => {
    const outcome = await duplicateWorkflow(context.manage, workflowId);
    return outcome.ok ? created(outcome.workflow, context) : refused(outcome);
  },
});

const exportOne = defineRoute({
  operationId: 'exportWorkflow',
  method: 'GET',
  path: '/workflows/{workflowId}/export',
  tag,
  summary: 'Export the draft as a document that POST /workflows takes',
  request: { params },
  responses: { 200: { description: 'The document', body: workflowExport } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, { manage }) => {
    const outcome = await exportWorkflow(manage, workflowId);
    return outcome.ok ? reply(200, outcome.document) : refused(outcome);
  },
});

type WorkflowRow = Parameters<typeof viewWorkflow>[0];

const shown = (row: WorkflowRow, { origin }: OperationContext) =>
  reply(200, viewWorkflow(row, origin), { etag: etag(row.draftRevision) });

const created = (row: WorkflowRow, { origin }: OperationContext) =>
  reply(201, viewWorkflow(row, origin), {
    etag: etag(row.draftRevision),
    location: `/api/v1/workflows/${row.id}`,
  });

export const workflowRoutes: readonly Route[] = [
  listWorkflows,
  createOne,
  getOne,
  renameOne,
  deleteOne,
  undeleteOne,
  duplicateOne,
  exportOne,
];

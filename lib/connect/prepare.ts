import type { VapiChangeWithFields } from '#lib/store/vapi-changes.ts';
import type { Connect } from './context.ts';
import { failure, type Outcome } from './failure.ts';
import { stableJson } from './json.ts';
import type { Operation } from './operation.ts';
import { fieldsOf, type Plan, planConnect, planTool, planUse } from './plan.ts';
import { type Resource, targetKind } from './resource.ts';
import type { Subject } from './subject.ts';
import { findTool } from './tools.ts';
import type { VapiApi } from './vapi-api.ts';

export interface Prepared {
  readonly plan: Plan;
  /** As it is in Vapi; undefined where it is made anew. */
  readonly found: Resource | undefined;
  /** The change that is taken back. */
  readonly restores?: VapiChangeWithFields;
}

/** Asks Vapi what is there and works out what an operation would change. */
export const prepare = async (
  connect: Connect,
  api: VapiApi,
  subject: Subject,
  operation: Operation,
): Promise<Outcome<{ prepared: Prepared }>> => {
  switch (operation.kind) {
    case 'connect': {
      const { kind, id } = operation.target;
      const got = await api.get(kind, id);
      if (!got.ok) return got;
      return done(planConnect(kind, got.item, subject, operation), got.item);
    }
    case 'push-tool':
      return preparePush(api, subject, operation.toolName);
    case 'use-tool': {
      const got = await api.get('assistant', operation.assistantId);
      return got.ok ? done(planUse(got.item, operation.toolId), got.item) : got;
    }
    case 'restore':
      return prepareRestore(connect, api, subject, operation.changeId);
  }
};

const preparePush = async (
  api: VapiApi,
  subject: Subject,
  toolName: string,
): Promise<Outcome<{ prepared: Prepared }>> => {
  const tool = subject.needs.tools.find(({ name }) => name === toolName);
  if (tool === undefined) {
    return failure('not-found', `This workflow has no Tool call trigger for "${toolName}".`);
  }
  const listed = await api.list('tool');
  if (!listed.ok) return listed;
  const existing = findTool(listed.items, toolName, subject.serverUrl);
  return done(planTool(tool, subject, existing), existing);
};

const prepareRestore = async (
  { store }: Connect,
  api: VapiApi,
  subject: Subject,
  changeId: string,
): Promise<Outcome<{ prepared: Prepared }>> => {
  const change = await store.vapiChanges.get(changeId);
  if (change === undefined || change.workflowId !== subject.workflowId) {
    return failure('not-found', `There is no change '${changeId}' of this workflow.`);
  }
  const kind = targetKind.parse(change.targetKind);
  const got = await api.get(kind, change.targetId);
  if (!got.ok) return got;
  const before = fieldsOf(got.item, Object.keys(change.before));
  const plan: Plan = {
    targetKind: kind,
    targetId: change.targetId,
    targetName: change.targetName,
    before,
    after: change.before,
    warnings:
      stableJson(before) === stableJson({ ...before, ...change.after })
        ? []
        : [
            'It was changed in Vapi since. What was changed there goes too: look at each line below before you restore.',
          ],
  };
  return { ok: true, prepared: { plan, found: got.item, restores: change } };
};

const done = (plan: Plan, found: Resource | undefined): Outcome<{ prepared: Prepared }> => ({
  ok: true,
  prepared: { plan, found },
});

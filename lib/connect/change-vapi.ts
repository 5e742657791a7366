import { sha256 } from '#lib/server/crypto.ts';
import { actorName } from '#lib/store/actor.ts';
import { type Connect, connectedApi } from './context.ts';
import { type Difference, differences } from './differences.ts';
import { failure, type Outcome } from './failure.ts';
import { type Json, stableJson } from './json.ts';
import type { Operation } from './operation.ts';
import { fieldsOf, type Plan } from './plan.ts';
import { type Prepared, prepare } from './prepare.ts';
import { unreachableReason } from './reachability.ts';
import { requiredInPatch } from './resource.ts';
import { loadSubject } from './subject.ts';
import type { VapiApi } from './vapi-api.ts';

/** What an operation would do, shown before it is done. */
export interface Preview {
  readonly targetKind: Plan['targetKind'];
  readonly targetName: string;
  /** Whether it does not exist in Vapi yet. */
  readonly isNew: boolean;
  readonly differences: readonly Difference[];
  readonly warnings: readonly string[];
  /** Why Vapi cannot reach the server URL; to be confirmed. */
  readonly unreachable: string | null;
  /** Stands for exactly this change of exactly what is there now. */
  readonly fingerprint: string;
}

export interface Changed {
  /** For Restore; null where something was made anew, or put back. */
  readonly changeId: string | null;
  readonly targetName: string;
  /** Each with whether Vapi kept it. */
  readonly differences: readonly Difference[];
  readonly isKept: boolean;
}

/** Which workflow, and how its server URL is written for whoever asks. */
interface About {
  readonly workflowId: string;
  readonly serverUrlFor: (token: string) => string;
}

export const previewChange = async (
  connect: Connect,
  about: About,
  operation: Operation,
): Promise<Outcome<{ preview: Preview }>> => {
  const ready = await makeReady(connect, about, operation);
  return ready.ok ? { ok: true, preview: ready.preview } : ready;
};

/**
 * Does what the preview with this fingerprint has shown: sends it to Vapi, asks Vapi again, and says field by field
 * what Vapi kept. Refuses where what is there is not what the preview showed any more.
 */
export const applyChange = async (
  connect: Connect,
  about: About,
  operation: Operation,
  confirmed: { readonly fingerprint: string; readonly isUnreachableAccepted?: boolean | undefined },
): Promise<Outcome<{ changed: Changed }>> => {
  const ready = await makeReady(connect, about, operation);
  if (!ready.ok) return ready;
  const { api, preview, prepared } = ready;
  if (preview.fingerprint !== confirmed.fingerprint) {
    return failure(
      'changed-meanwhile',
      'It was changed in Vapi meanwhile. Look at the new preview, and confirm it.',
    );
  }
  if (preview.unreachable !== null && confirmed.isUnreachableAccepted !== true) {
    return failure('unconfirmed', `${preview.unreachable} Confirm that you want to set it anyway.`);
  }
  const sent = await send(connect, api, about.workflowId, prepared);
  if (!sent.ok) return sent;
  await audit(connect, about.workflowId, operation, prepared.plan);
  return { ok: true, changed: sent.changed };
};

interface Ready {
  readonly api: VapiApi;
  readonly prepared: Prepared;
  readonly preview: Preview;
}

const makeReady = async (connect: Connect, about: About, operation: Operation): Promise<Outcome<Ready>> => {
  const connected = await connectedApi(connect);
  if (!connected.ok) return connected;
  const loaded = await loadSubject(connect, about.workflowId, about.serverUrlFor);
  if (!loaded.ok) return loaded;
  const outcome = await prepare(connect, connected.api, loaded.subject, operation);
  if (!outcome.ok) return outcome;
  const { plan } = outcome.prepared;
  const setsUrl = operation.kind === 'connect' || operation.kind === 'push-tool';
  const preview: Preview = {
    targetKind: plan.targetKind,
    targetName: plan.targetName,
    isNew: plan.targetId === undefined,
    differences: differences(plan.before, plan.after),
    warnings: plan.warnings,
    unreachable: setsUrl ? (unreachableReason(loaded.subject.serverUrl) ?? null) : null,
    fingerprint: sha256(stableJson([plan.targetKind, plan.targetId ?? null, plan.before, plan.after])),
  };
  return { ok: true, api: connected.api, prepared: outcome.prepared, preview };
};

const send = async (
  connect: Connect,
  api: VapiApi,
  workflowId: string,
  { plan, found, restores }: Prepared,
): Promise<Outcome<{ changed: Changed }>> => {
  const { targetKind, targetId, targetName, before, after } = plan;
  if (targetId === undefined || found === undefined) {
    const made = await api.createTool(withoutNulls(after));
    return made.ok ? confirm(api, plan, made.item.id, null) : made;
  }
  // Kept before it is sent: where this process ends in between, what was there can still be put back.
  const changeId =
    restores === undefined
      ? await connect.store.vapiChanges.add({
          workflowId,
          targetKind,
          targetId,
          targetName,
          before,
          after,
          createdBy: actorName(connect.actor) ?? connect.actor.kind,
        })
      : null;
  const patched = await api.patch(targetKind, targetId, { ...requiredInPatch(targetKind, found), ...after });
  if (!patched.ok) {
    if (changeId === null) return patched;
    if (patched.mayBeDone) return { ...patched, message: `${patched.message} ${MAY_BE_DONE}` };
    await connect.store.vapiChanges.delete(changeId);
    return patched;
  }
  const confirmed = await confirm(api, plan, targetId, changeId);
  if (confirmed.ok && confirmed.changed.isKept && restores !== undefined) {
    await connect.store.vapiChanges.markRestored(restores.id);
  }
  return confirmed;
};

const MAY_BE_DONE =
  'It may have been changed all the same: look at it again. Restore in the list of changes puts back what was there.';

/** Asks Vapi again: an answer to a PATCH is no proof of what is stored. */
const confirm = async (
  api: VapiApi,
  plan: Plan,
  id: string,
  changeId: string | null,
): Promise<Outcome<{ changed: Changed }>> => {
  const again = await api.get(plan.targetKind, id);
  if (!again.ok) {
    return failure(
      'vapi-failed',
      `It was sent, but Vapi could not be asked whether it kept it. ${again.message}`,
    );
  }
  const actual = fieldsOf(again.item, Object.keys(plan.after));
  const shown = differences(plan.before, plan.after, actual);
  return {
    ok: true,
    changed: {
      changeId,
      targetName: plan.targetName,
      differences: shown,
      isKept: shown.every(({ isKept }) => isKept === true),
    },
  };
};

const withoutNulls = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

const audit = (connect: Connect, workflowId: string, operation: Operation, plan: Plan): Promise<void> =>
  connect.store.audit.add({
    actor: connect.actor,
    action: `vapi.${operation.kind}`,
    target: { kind: 'workflow', id: workflowId },
    details: { [plan.targetKind]: plan.targetId ?? plan.targetName, fields: Object.keys(plan.after) },
  });

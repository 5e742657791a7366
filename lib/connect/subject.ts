import type { Connect } from './context.ts';
import { failure, type Outcome } from './failure.ts';
import { type ServerCredential, serverCredential } from './server-credential.ts';
import { type WorkflowNeeds, workflowNeeds } from './workflow-needs.ts';

/** A workflow as Vapi is to know it. */
export interface Subject {
  readonly workflowId: string;
  readonly name: string;
  readonly token: string;
  readonly serverUrl: string;
  readonly needs: WorkflowNeeds;
  readonly credential: ServerCredential;
}

/** `serverUrlFor` gives the address for a token, as whoever asks reaches this server. */
export const loadSubject = async (
  { store }: Connect,
  workflowId: string,
  serverUrlFor: (token: string) => string,
): Promise<Outcome<{ subject: Subject }>> => {
  const workflow = await store.workflows.get(workflowId);
  if (workflow === undefined) return failure('not-found', `There is no workflow '${workflowId}'.`);
  if (workflow.tokenRevokedAt !== null) {
    return failure(
      'invalid-request',
      'The server URL of this workflow is revoked. Make a new one in its settings first.',
    );
  }
  const credential = serverCredential(workflow.access);
  if (credential === 'unreadable') {
    return failure(
      'invalid-request',
      'The stored credentials of this workflow cannot be read. Set them again in its settings.',
    );
  }
  const published = (await store.workflows.getRunnable(workflowId))?.published?.graph;
  const { name, token, draft } = workflow;
  const needs = workflowNeeds(draft, ...(published === undefined ? [] : [published]));
  return {
    ok: true,
    subject: { workflowId, name, token, serverUrl: serverUrlFor(token), needs, credential },
  };
};

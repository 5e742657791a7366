import type { StoredAccess } from '#lib/store/stored-access.ts';
import type { OAuth2Credential } from '#lib/vapi/credentials/credential.ts';
import { createDecryptArguments, type DecryptArguments } from '#lib/vapi/credentials/decrypt-arguments.ts';
import { closedGuard, createGuard, type Guard } from '#lib/vapi/credentials/guard.ts';
import type { TokenIssuer } from '#lib/vapi/credentials/oauth2-token.ts';

/** Who may post events to a workflow, ready to be asked. */
export interface WorkflowAccess {
  readonly guard: Guard;
  /** `undefined` where nothing comes encrypted. */
  readonly decryptArguments: DecryptArguments | undefined;
  readonly oauth2: readonly OAuth2Credential[];
  readonly issuer: TokenIssuer;
}

export type LoadAccess = (workflowId: string, stored: StoredAccess) => WorkflowAccess;

/** Makes ready what is stored. What cannot be read or used lets nobody in. */
export const createLoadAccess =
  (tokenKey: string): LoadAccess =>
  (workflowId, stored) => {
    const issuer = { key: tokenKey, audience: workflowId };
    try {
      if (stored !== 'unreadable') {
        return {
          guard: createGuard(stored, issuer),
          decryptArguments: createDecryptArguments(stored),
          oauth2: stored.credentials.filter((credential) => credential.kind === 'oauth2'),
          issuer,
        };
      }
    } catch {
      // A network or a key that this version of Patchbay cannot use: closed, and the reason says what to do.
    }
    const reason = 'The stored credentials of this workflow cannot be used. Set them again in its settings.';
    return { guard: closedGuard(reason), decryptArguments: undefined, oauth2: [], issuer };
  };

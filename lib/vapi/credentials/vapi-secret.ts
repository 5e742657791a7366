import type { Access } from './access.ts';

/** Whether a credential is a value in `X-Vapi-Secret`, as Vapi's older servers send it. */
export const isVapiSecret = (credential: { readonly kind: string; readonly headerName?: string }): boolean =>
  credential.kind === 'header' && credential.headerName?.toLowerCase() === 'x-vapi-secret';

/** Whether events may come with a value in `X-Vapi-Secret`. */
export const hasVapiSecret = (access: Access | 'unreadable'): boolean =>
  access !== 'unreadable' && access.credentials.some(isVapiSecret);

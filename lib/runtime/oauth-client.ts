/** The OAuth client id of a workflow's credential; neither id has a dot. */
export const oauthClientId = (workflowId: string, credentialId: string): string =>
  `${workflowId}.${credentialId}`;

/** The workflow and the credential that a client id names. */
export const readOauthClientId = (
  clientId: string,
): { readonly workflowId: string; readonly credentialId: string } | undefined => {
  const [workflowId = '', credentialId = '', ...more] = clientId.split('.');
  return workflowId === '' || credentialId === '' || more.length > 0
    ? undefined
    : { workflowId, credentialId };
};

import { getRuntime } from '#lib/runtime/runtime.ts';
import { serveTokenRequest } from '#lib/runtime/serve-token-request.ts';

/** The OAuth2 token endpoint for all workflows: the client id names the workflow and the credential. */
export const POST = async (request: Request): Promise<Response> =>
  serveTokenRequest(await getRuntime(), request);

import { getRuntime } from '#lib/runtime/runtime.ts';
import { serveVapiWeb } from '#lib/runtime/web-adapter.ts';

interface Context {
  readonly params: Promise<{ readonly token: string }>;
}

// Under `npm start` the server answers these before Next sees them (server.js); this is the same function for
// `next dev` and for hosts that run the pages without it.
const serve = async (request: Request, { params }: Context): Promise<Response> =>
  serveVapiWeb(await getRuntime(), (await params).token, request);

export {
  serve as DELETE,
  serve as GET,
  serve as HEAD,
  serve as OPTIONS,
  serve as PATCH,
  serve as POST,
  serve as PUT,
};

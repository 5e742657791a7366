import { handleApi } from '#lib/api/handle.ts';
import { getRuntime } from '#lib/runtime/runtime.ts';
import { getStore } from '#lib/store/store.ts';

const open = async () => {
  const [store, runtime] = await Promise.all([getStore(), getRuntime()]);
  return { store, runtime };
};

// One file for every path and method, so that 404 and 405 have the API's error shape too.
const serve = (request: Request): Promise<Response> => handleApi(request, open);

export {
  serve as DELETE,
  serve as GET,
  serve as HEAD,
  serve as OPTIONS,
  serve as PATCH,
  serve as POST,
  serve as PUT,
};

export const dynamic = 'force-dynamic';

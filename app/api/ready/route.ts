import { getRuntime } from '#lib/runtime/runtime.ts';
import { log } from '#lib/server/log.ts';

/** Readiness: the database answers and the sandbox runs code. */
export const GET = async (): Promise<Response> => {
  const headers = { 'cache-control': 'no-store' };
  try {
    const checks = await (await getRuntime()).readiness();
    const isReady = Object.values(checks).every((check) => check === 'ok');
    return Response.json(
      { status: isReady ? 'ok' : 'unavailable', checks },
      { status: isReady ? 200 : 503, headers },
    );
  } catch (error) {
    log.error('the readiness check failed', { error });
    return Response.json({ status: 'unavailable' }, { status: 503, headers });
  }
};

export const dynamic = 'force-dynamic';

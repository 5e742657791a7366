import type { Route } from './contract.ts';
import { callRoutes } from './routes/calls.ts';
import { credentialRoutes } from './routes/credentials.ts';
import { eventRoutes } from './routes/events.ts';
import { runRoutes } from './routes/runs.ts';
import { secretRoutes } from './routes/secrets.ts';
import { serverUrlRoutes } from './routes/server-url.ts';
import { testRunRoutes } from './routes/test-runs.ts';
import { timingRoutes } from './routes/timings.ts';
import { vapiRoutes } from './routes/vapi.ts';
import { versionRoutes } from './routes/versions.ts';
import { workflowRoutes } from './routes/workflows.ts';

/** Every operation of the API, in the order of the docs. Dispatch and OpenAPI both read it. */
export const routes: readonly Route[] = [
  ...workflowRoutes,
  ...versionRoutes,
  ...testRunRoutes,
  ...timingRoutes,
  ...serverUrlRoutes,
  ...credentialRoutes,
  ...eventRoutes,
  ...runRoutes,
  ...callRoutes,
  ...secretRoutes,
  ...vapiRoutes,
];

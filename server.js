// The process that `npm start` ends in: Node's own HTTP server. Server URLs are answered here, ahead of Next, which
// alone would be an order of magnitude slower (docs/architecture.md, The server URL); everything else is Next's.
import { createServer } from 'node:http';
import next from 'next';
import { isForeign } from '#lib/accounts/is-foreign.ts';
import { mayUpgrade, serveVapi, tokenOf } from '#lib/runtime/node-adapter.ts';
import { getRuntime } from '#lib/runtime/runtime.ts';
import { clientAddressHeader } from '#lib/server/client-address.ts';
import { env } from '#lib/server/env.ts';
import { log } from '#lib/server/log.ts';

const KEEP_ALIVE_MS = 65_000; // longer than the 60 s of common reverse proxies, so that they close first
const FORCED_EXIT_MS = 40_000;

const fail = (message) => {
  console.error(`\n\u2716 ${message}\n`);
  process.exit(1);
};

const readEnv = () => {
  try {
    return env();
  } catch (error) {
    return fail(error.message);
  }
};

const {
  HOST: host,
  PORT: port,
  NODE_ENV: mode,
  PATCHBAY_PUBLIC_URL: publicUrl,
  PATCHBAY_TRUST_PROXY: trustProxy = false,
} = readEnv();
const development = mode === 'development';

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, shouldUpgradeCallback: mayUpgrade });
server.on('error', (error) => {
  if (error.code === 'EADDRINUSE') {
    fail(`Port ${port} on ${host} is in use by another program. Choose another: PORT=${port + 1} npm start`);
  }
  if (error.code === 'EACCES')
    fail(`This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`);
  if (error.code === 'EADDRNOTAVAIL')
    fail(`This machine has no address ${host}. Set HOST to one of its own.`);
  fail(error.message);
});

const pages = next({ dev: development, hostname: host, port, httpServer: server });
const runtime = await getRuntime().catch((error) => fail(`Patchbay cannot start: ${error.message}`));
await pages.prepare();
const clientAddress = clientAddressHeader();
const handlePage = pages.getRequestHandler();

/**
 * What is asked for, as a path: some name the server before it (RFC 9112, 3.2.2). `undefined` where it is none, as in
 * `OPTIONS *`, or no text, as in `/workflows/%ff`: Next answers 500 to both.
 */
const pathOf = (target) => {
  const url = /^https?:/i.test(target) ? URL.parse(target) : undefined;
  const path = url ? `${url.pathname}${url.search}` : target;
  try {
    decodeURI(path.split('?', 1)[0]);
    return path.startsWith('/') ? path : undefined;
  } catch {
    return undefined;
  }
};

const refuse = (request, response, status, code, message) => {
  const isApi = request.url.startsWith('/api/');
  response.writeHead(status, {
    'content-type': `${isApi ? 'application/json' : 'text/plain'}; charset=utf-8`,
  });
  response.end(isApi ? JSON.stringify({ error: { code, message } }) : `${message}\n`);
};

/** Server actions and the like. Next refuses those of other sites too, with a 500. */
const isFromElsewhere = ({ method, headers: { host: name = '', origin, ...headers } }, path) => {
  if (origin === undefined) return false;
  const forwarded = String(headers['x-forwarded-host'] ?? '');
  const told = new Headers({ host: name, origin, 'x-forwarded-host': forwarded });
  return isForeign({ method, path, headers: told }, { publicUrl, trustProxy });
};

let stopping = false;
server.on('request', (request, response) => {
  if (stopping) response.shouldKeepAlive = false; // what comes next is for whoever follows
  const token = tokenOf(request.url);
  if (token !== undefined) {
    void serveVapi(runtime, token, request, response);
    return;
  }
  const path = pathOf(request.url);
  if (path === undefined) {
    const message =
      'This address cannot be read: it is no path, or what stands after a % is not a character.';
    refuse(request, response, 400, 'invalid-request', message);
    return;
  }
  if (isFromElsewhere(request, path)) {
    refuse(request, response, 403, 'forbidden', 'This was sent by a page of another site.');
    return;
  }
  request.url = path;
  request.headers[clientAddress] = request.socket.remoteAddress;
  handlePage(request, response).catch((error) => {
    log.error('a page failed', { error });
    if (!response.headersSent) response.writeHead(500).end();
  });
});

server.listen(port, host, () => {
  const address = server.address();
  const shown = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host;
  console.log(`\n  Patchbay is running: http://${shown}:${address.port}\n`);
});

const stop = async (signal) => {
  if (stopping) {
    if (signal === 'SIGINT') process.exit(130);
    return;
  }
  stopping = true;
  console.log('\n  Stopping: finishing what runs. Ctrl-C again stops at once.');
  setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
  server.close();
  server.closeIdleConnections();
  const exitCode = await runtime.close().then(
    () => 0,
    (error) => {
      log.error('not everything could be written before the end', { error });
      return 1;
    },
  );
  server.closeAllConnections();
  process.exit(exitCode);
};
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal));

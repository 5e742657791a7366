// The process that `npm start` ends in: Node's own HTTP server. Server URLs are answered here, ahead of Next, which
// alone would be an order of magnitude slower (docs/architecture.md, The server URL); everything else is Next's.
import { createServer } from 'node:http';
import next from 'next';
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

const { HOST: host, PORT: port, NODE_ENV: mode } = readEnv();
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

/** Next answers 500 to a path such as `/workflows/%ff`. */
const isDecodable = (url) => {
  try {
    decodeURI(url.split('?', 1)[0]);
    return true;
  } catch {
    return false;
  }
};

server.on('request', (request, response) => {
  const token = tokenOf(request.url);
  if (token !== undefined) {
    void serveVapi(runtime, token, request, response);
    return;
  }
  if (!isDecodable(request.url)) {
    const message = 'This address cannot be read: what stands after a % is not a character.';
    const isApi = request.url.startsWith('/api/');
    response.writeHead(400, {
      'content-type': `${isApi ? 'application/json' : 'text/plain'}; charset=utf-8`,
    });
    response.end(isApi ? JSON.stringify({ error: { code: 'invalid-request', message } }) : `${message}\n`);
    return;
  }
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

let stopping = false;
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
  await runtime.close();
  server.closeAllConnections();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal));

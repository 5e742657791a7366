import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { StepContext, VapiPort } from './step.ts';
import { plainHttp, stepContext } from './test-context.ts';

/** For tests: the private key of `connectedTo`. */
export const TEST_KEY = 'private-key';

/** What a test's server was asked. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

interface Told {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** For tests: a server on loopback that keeps what it was asked and answers what it is told, as JSON. */
export const listen = async (answer: (asked: Asked) => Told) => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const entry = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
      asked.push(entry);
      const { status = 200, headers = {}, body } = answer(entry);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    asked,
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

/** For tests: Vapi's API at `base`, over a real connection. */
const vapiAt = (base: string): VapiPort => ({
  request: ({ method, path, body, timeoutMs, signal }) =>
    plainHttp.request({
      method,
      url: base + path,
      headers: [['Authorization', `Bearer ${TEST_KEY}`]],
      ...(body === undefined ? {} : { body }),
      timeoutMs,
      maxResponseBytes: 1_000_000,
      maxRedirects: 0,
      signal,
    }),
});

/** For tests: the context of a step that is connected to the API at `base`. */
export const connectedTo = (base: string, scope: Partial<StepContext['scope']> = {}): StepContext =>
  stepContext({ scope, ports: { vapi: vapiAt(base) } });

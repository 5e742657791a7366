import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

/** What a flow asked another server for. */
export interface Asked {
  readonly method: string;
  /** As the original wrote it: `https://host/path?query`. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; `undefined` where there was no body. */
  readonly body: unknown;
}

/** What it answers: a status with JSON, or nothing, since the connection breaks. */
export type OutsideAnswer = { readonly status: number; readonly body: unknown } | 'breaks';

export type Outsider = (asked: Asked) => OutsideAnswer;

/** The servers that flows call, all of them on one port of loopback. */
export interface Outside {
  /** The base address that stands for `https://host`. */
  readonly addressOf: (host: string) => string;
  /** From here on, `outsider` answers; gives the list that the requests to it go to. */
  readonly play: (outsider: Outsider) => readonly Asked[];
  readonly close: () => Promise<void>;
}

const nobody: Outsider = ({ method, url }) => ({
  status: 501,
  body: { message: `Nobody plays ${method} ${url}` },
});

export const openOutside = async (): Promise<Outside> => {
  let playing: { outsider: Outsider; asked: Asked[] } = { outsider: nobody, asked: [] };
  const server = createServer(async (request, response) => {
    const asked = await read(request);
    playing.asked.push(asked);
    const answer = playing.outsider(asked);
    if (answer === 'breaks') {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the outside has no port');
  return {
    addressOf: (host) => `http://127.0.0.1:${address.port}/${host}`,
    play: (outsider) => {
      playing = { outsider, asked: [] };
      return playing.asked;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** The first part of the path is the host that the request is meant for. */
const read = async (request: IncomingMessage): Promise<Asked> => ({
  method: request.method ?? '',
  url: `https:/${request.url}`,
  headers: request.headers,
  body: Number(request.headers['content-length'] ?? 0) > 0 ? await json(request) : undefined,
});

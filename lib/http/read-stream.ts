import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { HttpError } from './http-error.ts';
import { decodedBody } from './read-body.ts';

interface Reading {
  readonly host: string;
  readonly maxBytes: number;
  /** What an error of the connection means to the caller. */
  readonly explain: (error: unknown) => HttpError;
  /** Called once, when nothing more is read. */
  readonly onEnd: () => void;
}

/**
 * The decoded bytes of an answer as they come, no faster than they are read. Ends with an HttpError where the rest
 * does not come, or there is more than `maxBytes`. Cancelling it ends the connection.
 */
export const readStream = (
  body: Readable,
  headers: IncomingHttpHeaders,
  { host, maxBytes, explain, onEnd }: Reading,
): ReadableStream<Uint8Array> => {
  const chunks = decodedBody(body, headers, { host, maxBytes });
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await chunks.next();
          if (done !== true) return controller.enqueue(value);
          onEnd();
          controller.close();
        } catch (error) {
          const explained = explain(error);
          onEnd();
          controller.error(explained);
        }
      },
      cancel: () => {
        onEnd();
        body.on('error', () => undefined); // destroying it is what is meant here
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
};

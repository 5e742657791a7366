/**
 * A stream and what went through it: read at the pace of whoever reads `stream`, cancelled with it. `recorded` resolves
 * with all of its bytes once they were read, with `undefined` where it broke off, was cancelled, or has more than
 * `maxBytes`.
 */
export const recordStream = (
  source: ReadableStream<Uint8Array>,
  maxBytes: number,
): { readonly stream: ReadableStream<Uint8Array>; readonly recorded: Promise<Uint8Array | undefined> } => {
  const recorded = Promise.withResolvers<Uint8Array | undefined>();
  const reader = source.getReader();
  let chunks: Uint8Array[] | undefined = [];
  let size = 0;

  const note = (chunk: Uint8Array): void => {
    size += chunk.byteLength;
    if (size <= maxBytes) {
      chunks?.push(chunk.slice()); // the reader may take the buffer away
      return;
    }
    chunks = undefined;
    recorded.resolve(undefined);
  };

  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          if (done) {
            recorded.resolve(chunks === undefined ? undefined : Buffer.concat(chunks));
            controller.close();
            return;
          }
          note(value);
          controller.enqueue(value);
        } catch (error) {
          recorded.resolve(undefined);
          controller.error(error);
        }
      },
      cancel: (reason) => {
        recorded.resolve(undefined);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 }, // nothing is read ahead
  );
  return { stream, recorded: recorded.promise };
};

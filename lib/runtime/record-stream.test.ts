import { expect, test } from 'vitest';
import { recordStream } from './record-stream.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

test('passes on what comes, at the pace of the reader, and has all of it in the end', async () => {
  let pulled = 0;
  const source = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        pulled += 1;
        if (pulled > 3) controller.close();
        else controller.enqueue(bytes(`${pulled},`));
      },
    },
    { highWaterMark: 0 },
  );
  const { stream, recorded } = recordStream(source, 100);
  const reader = stream.getReader();
  await reader.read();
  expect(pulled).toBe(1);
  for (;;) if ((await reader.read()).done) break;
  expect(Buffer.from((await recorded) ?? []).toString()).toBe('1,2,3,');
});

test('has nothing of a stream that breaks off, is cancelled, or is too long', async () => {
  const broken = recordStream(
    new ReadableStream({
      pull: (controller) => controller.error(new Error('cut')),
    }),
    100,
  );
  await expect(new Response(broken.stream).bytes()).rejects.toThrow();
  expect(await broken.recorded).toBeUndefined();

  let reason: unknown;
  const open = new ReadableStream<Uint8Array>({
    cancel: (given) => {
      reason = given;
    },
  });
  const cancelled = recordStream(open, 100);
  await cancelled.stream.cancel('hung up');
  expect([await cancelled.recorded, reason]).toEqual([undefined, 'hung up']);

  const long = recordStream(new Blob(['12345', '67890']).stream(), 9);
  expect((await new Response(long.stream).bytes()).byteLength).toBe(10);
  expect(await long.recorded).toBeUndefined();
});

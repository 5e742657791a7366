import type { AudioEnd, AudioReply } from './reply.ts';

/** Vapi's own guide to custom voices sends raw PCM as this. */
const CONTENT_TYPE = 'application/octet-stream';
const BYTES_PER_SAMPLE = 2;
/** Audio that nobody takes for so long is given up, and the request that it comes from with it. */
const UNREAD_MS = 30_000;

/** Where audio comes from. */
export interface AudioSource {
  /** The next bytes; `undefined` at the end. Rejects where the rest does not come. */
  readonly next: () => Promise<Uint8Array | undefined>;
  readonly stop: (reason: string) => void;
}

/** Hands audio on as it comes, no faster than it is taken. `sampleRate` in Hz. */
export const audioReply = (source: AudioSource, sampleRate: number): AudioReply => {
  const { promise: ended, resolve } = Promise.withResolvers<AudioEnd>();
  let bytes = 0;
  let startedAt: number | undefined;
  let isOver = false;
  let unread: ReturnType<typeof setTimeout> | undefined;
  let giveUp: (reason: string) => void = () => undefined;

  const finish = (cutOff?: string): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(unread);
    resolve({
      contentType: CONTENT_TYPE,
      bytes,
      audioMs: sampleRate > 0 ? Math.round((bytes / BYTES_PER_SAMPLE / sampleRate) * 1000) : 0,
      streamedMs: startedAt === undefined ? 0 : Math.round(performance.now() - startedAt),
      ...(cutOff === undefined ? {} : { cutOff }),
    });
  };
  const stop = (reason: string): void => {
    if (isOver) return;
    finish(reason);
    source.stop(reason);
  };
  const watch = (): void => {
    clearTimeout(unread);
    unread = setTimeout(() => giveUp(`Nobody took the audio for ${UNREAD_MS / 1000} s.`), UNREAD_MS);
  };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    clearTimeout(unread);
    try {
      const chunk = await source.next();
      if (isOver) return;
      if (chunk === undefined) {
        finish();
        controller.close();
        return;
      }
      startedAt ??= performance.now();
      bytes += chunk.length;
      controller.enqueue(chunk);
      watch();
    } catch (error) {
      if (isOver) return;
      finish(error instanceof Error ? error.message : String(error));
      controller.error(error);
    }
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        giveUp = (reason) => {
          if (isOver) return;
          stop(reason);
          controller.error(new Error(reason));
        };
      },
      pull,
      cancel: () => stop('The connection was closed before the end.'),
    },
    { highWaterMark: 0 },
  );
  watch();
  return { contentType: CONTENT_TYPE, stream, ended, cancel: (reason) => giveUp(reason) };
};

const SLOWEST_RATE = 8_000;
const FASTEST_RATE = 48_000;
const USUAL_RATE = 24_000;

/** Silence: what can be sent where there is nothing to be heard. `sampleRate` in Hz, as the event asks. */
export const silence = (milliseconds: number, sampleRate: unknown): AudioReply => {
  const isRate = typeof sampleRate === 'number' && sampleRate >= SLOWEST_RATE && sampleRate <= FASTEST_RATE;
  const rate = isRate ? sampleRate : USUAL_RATE;
  const samples = Math.round((milliseconds / 1000) * rate);
  const chunks = samples === 0 ? [] : [new Uint8Array(samples * BYTES_PER_SAMPLE)];
  return audioReply({ next: async () => chunks.shift(), stop: () => undefined }, rate);
};

import type { AudioSource } from '#lib/vapi/audio-reply.ts';
import { readWavHeader, WAV_PCM, type WavHeader } from '#lib/vapi/wav-header.ts';
import { StepError } from '../step-error.ts';

/** Headers of WAV files are 44 bytes, with tags a few hundred. */
const MAX_HEADER = 65_536;

/** Types that services send raw PCM or WAV as. L16 is PCM by definition (RFC 2586). */
const TYPES: ReadonlySet<string> = new Set([
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'audio/pcm',
  'audio/x-pcm',
  'audio/lpcm',
  'audio/l16',
  'audio/raw',
  'audio/x-raw',
  'audio/wav',
  'audio/x-wav',
  'audio/wave',
  'audio/vnd.wave',
]);

/** Why an answer of this content type cannot be passed on: `audio/mpeg, but …`. Undefined where it can. */
export const refusedType = (contentType: string | undefined, rate: number): string | undefined => {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (!TYPES.has(type)) {
    return `${type}, but Vapi takes 16-bit PCM only. Ask the service for PCM, one channel, ${rate} Hz.`;
  }
  const said = new Map(
    parameters.map((parameter) => {
      const [name = '', value = ''] = parameter.split('=');
      return [name.trim(), value.trim().replaceAll('"', '')];
    }),
  );
  return wrongSound(
    { rate: Number(said.get('rate') ?? rate), channels: Number(said.get('channels') ?? 1), bits: 16 },
    rate,
  );
};

/** The audio behind a WAV header, if there is one, once its first bytes are there. Throws where it is no fitting PCM. */
export const openPcm = async (body: ReadableStream<Uint8Array>, rate: number): Promise<AudioSource> => {
  const reader = body.getReader();
  const read = async (): Promise<Uint8Array | undefined> => {
    const { done, value } = await reader.read();
    return done ? undefined : value;
  };
  const { start, header } = await readStart(read);
  if (header.kind === 'wav') refuseWav(header, rate);
  let first: Uint8Array | undefined = header.kind === 'wav' ? start.subarray(header.offset) : start;
  while (first?.length === 0) first = await read();
  if (first === undefined) {
    throw new StepError('voice.empty', 'The service answered without any audio.', { retryable: true });
  }
  return {
    next: async () => {
      const chunk = first ?? (await read());
      first = undefined;
      return chunk;
    },
    stop: (reason) => void reader.cancel(reason).catch(() => undefined), // it has ended already
  };
};

const readStart = async (
  read: () => Promise<Uint8Array | undefined>,
): Promise<{ start: Uint8Array; header: WavHeader }> => {
  let start = new Uint8Array();
  for (;;) {
    const header: WavHeader = start.length === 0 ? { kind: 'more' } : readWavHeader(start);
    if (header.kind !== 'more' || start.length > MAX_HEADER) return { start, header };
    const chunk = await read();
    if (chunk === undefined) return { start, header: { kind: 'none' } };
    start = Buffer.concat([start, chunk]);
  }
};

const refuseWav = (header: Extract<WavHeader, { kind: 'wav' }>, rate: number): void => {
  const why = WAV_PCM.includes(header.format)
    ? wrongSound(header, rate)
    : `a WAV file that is compressed (format ${header.format}), but Vapi takes PCM only.`;
  if (why !== undefined) throw new StepError('voice.not-pcm', `The service answered with ${why}`);
};

interface Sound {
  readonly rate: number;
  readonly channels: number;
  readonly bits: number;
}

const wrongSound = (sound: Sound, rate: number): string | undefined => {
  const ask = `Ask the service for one channel of 16-bit PCM at ${rate} Hz.`;
  if (sound.channels !== 1) return `${sound.channels} channels, but Vapi takes one. ${ask}`;
  if (sound.bits !== 16) return `${sound.bits} bits a sample, but Vapi takes 16. ${ask}`;
  return sound.rate === rate ? undefined : `audio at ${sound.rate} Hz, but Vapi asked for ${rate} Hz. ${ask}`;
};

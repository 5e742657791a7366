/** What the start of audio says of it. */
export type WavHeader =
  /** No WAV file: the bytes are the audio. */
  | { readonly kind: 'none' }
  /** It began like one; more bytes will tell. */
  | { readonly kind: 'more' }
  /** The audio starts at `offset`. `rate` in Hz. */
  | {
      readonly kind: 'wav';
      readonly offset: number;
      readonly format: number;
      readonly channels: number;
      readonly rate: number;
      readonly bits: number;
    };

/** Format 1 is PCM; 0xfffe says that the format stands further on, as some writers do for plain PCM too. */
export const WAV_PCM: readonly number[] = [1, 0xfffe];

/** Reads the header of a WAV file (RIFF: chunks of a name, a length and content, padded to even lengths). */
export const readWavHeader = (bytes: Uint8Array): WavHeader => {
  const riff = nameAt(bytes, 0);
  if (!'RIFF'.startsWith(riff)) return { kind: 'none' };
  if (bytes.length < 12) return { kind: 'more' };
  if (nameAt(bytes, 8) !== 'WAVE') return { kind: 'none' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format = { format: 1, channels: 1, rate: 0, bits: 16 };
  let at = 12;
  while (at + 8 <= bytes.length) {
    const name = nameAt(bytes, at);
    if (name === 'data') return { kind: 'wav', offset: at + 8, ...format };
    const length = view.getUint32(at + 4, true);
    if (name === 'fmt ') {
      if (at + 24 > bytes.length) return { kind: 'more' };
      format = {
        format: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      };
    }
    at += 8 + length + (length % 2);
  }
  return { kind: 'more' };
};

const nameAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

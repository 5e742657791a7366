/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** How long a body may take to arrive, in milliseconds. */
export const BODY_TIMEOUT_MS = 5_000;

export type BodyFailure = 'body.too-large' | 'body.timeout' | 'body.encoding' | 'body.aborted';

export type ReadBody =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: BodyFailure };

/** Gathers a body's chunks. `undefined` once it has grown past `MAX_BODY_BYTES`. */
export const gather = (): { add: (chunk: Uint8Array) => boolean; bytes: () => Uint8Array } => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    add: (chunk) => {
      size += chunk.byteLength;
      if (size > MAX_BODY_BYTES) return false;
      chunks.push(chunk);
      return true;
    },
    bytes: () => (chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
  };
};

/** What can be said of a body from its headers alone; `undefined` where it has to be read. */
export const refuseByHeaders = (
  encoding: string | undefined,
  length: string | undefined,
): BodyFailure | undefined => {
  if (encoding !== undefined && encoding !== '' && encoding.toLowerCase() !== 'identity')
    return 'body.encoding';
  if (length !== undefined && Number(length) > MAX_BODY_BYTES) return 'body.too-large';
  return undefined;
};

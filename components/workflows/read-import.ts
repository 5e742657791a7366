import { findJsonError } from './find-json-error.ts';

export type ReadImport =
  | { readonly ok: true; readonly document: unknown }
  | { readonly ok: false; readonly message: string };

/** Larger than any graph that the editor can hold; a server action takes no more than 1 MB anyway. */
const MAX_BYTES = 1_000_000;

/** Reads pasted or dropped text as JSON, and says where it is broken. */
export const readImport = (text: string): ReadImport => {
  if (text.trim() === '') return { ok: false, message: 'There is nothing in it.' };
  const bytes = new TextEncoder().encode(text).byteLength;
  if (bytes > MAX_BYTES) {
    return { ok: false, message: `It is ${(bytes / 1e6).toFixed(1)} MB; an import has at most 1 MB.` };
  }
  const broken = findJsonError(text);
  if (broken) {
    return {
      ok: false,
      message: `Not JSON at line ${broken.line}, column ${broken.column}. ${broken.message}`,
    };
  }
  const document: unknown = JSON.parse(text);
  return { ok: true, document };
};

/** A name for a bare graph document: that of its file, without the endings. */
export const nameOfFile = (file: string): string =>
  file
    .replace(/(\.patchbay)?\.json$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim()
    .slice(0, 120);

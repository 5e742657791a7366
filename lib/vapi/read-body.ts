import { type ParsedBody, readJson, readMessage } from './message.ts';
import { redact, redactUnreadable } from './redact.ts';

export interface ReadBody {
  readonly parsed: ParsedBody;
  /** The body as it may be kept: as received, byte for byte, unless Vapi sent credentials along. */
  readonly bytes: Uint8Array;
}

/**
 * Reads the body of a server message as everything behind the check of its credential sees it: without the credentials
 * that Vapi sends along. Never throws.
 */
export const readBody = (bytes: Uint8Array): ReadBody => {
  const read = readJson(bytes);
  if (!read.ok) {
    const kept = redactUnreadable(bytes);
    // The reason quotes the body.
    const parsed = kept === bytes || read.code !== 'body.not-json' ? read : { ...read, reason: NOT_JSON };
    return { parsed, bytes: kept };
  }
  const { value, isChanged } = redact(read.json, read.text);
  return {
    parsed: readMessage(value),
    bytes: isChanged ? Buffer.from(JSON.stringify(value)) : bytes,
  };
};

const NOT_JSON = 'The body is not JSON. It is kept up to where a credential may begin.';

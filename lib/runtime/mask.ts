import { hideValues, MIN_HIDDEN } from '#lib/nodes/hide-values.ts';

/** Replaces the values of secrets in text, in JSON text and in URLs. */
export type Mask = (text: string) => string;

/** The mask where there are no secrets. */
export const hideNothing: Mask = (text) => text;

/**
 * A mask for these secrets: a value is found as it is, as JSON would escape it, as URLs and forms would encode it, and
 * in base64; also where only its beginning is left of a text that was cut.
 */
export const createMask = (secrets: Readonly<Record<string, string>>): Mask => {
  const values = Object.values(secrets).filter(({ length }) => length >= MIN_HIDDEN);
  return values.length === 0 ? hideNothing : hideValues(values.flatMap(formsOf));
};

/** A value as texts hold it: as it is, on one line, in JSON (also in JSON that is text in JSON), in URLs and forms, in base64. */
const formsOf = (value: string): string[] => {
  const inUrl = value.toWellFormed(); // `encodeURI` throws at half of a surrogate pair
  const inForm = new URLSearchParams({ '': inUrl }).toString().slice(1);
  const inJson = JSON.stringify(value).slice(1, -1);
  const encoded = [encodeURI(inUrl), encodeURIComponent(inUrl), inForm];
  return [
    value,
    value.replace(/\s+/g, ' ').trim(), // as messages quote answers
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    ...encoded,
    ...encoded.map((text) => text.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())),
    ...base64Forms(value),
  ];
};

/** Fewer characters of base64 than these stand in too many other texts. */
const MIN_BASE64 = 8;

/**
 * What base64 makes of the value, with whatever stands around it, as in `Basic base64(user:password)`: three bytes give
 * four characters, so there are three ways, less the characters at the ends that also hold bits of the neighbours.
 */
const base64Forms = (value: string): string[] => {
  const length = Buffer.byteLength(value);
  const forms = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + length) * 8) / 6);
    return [bytes.toString('base64').slice(from, to), bytes.toString('base64url').slice(from, to)];
  });
  return forms.filter((form) => form.length >= MIN_BASE64);
};

/** The same for bytes that are UTF-8, as nearly all are: gives `bytes` itself where there is nothing to hide. */
export const maskBytes = (bytes: Uint8Array, mask: Mask): Uint8Array => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  const masked = mask(text);
  return masked === text ? bytes : Buffer.from(masked);
};

import { expect, test } from 'vitest';
import { credentialWarnings } from './credential-warnings.ts';

const hmac = { kind: 'hmac', includeTimestamp: true, payloadFormat: '{timestamp}.{body}' } as const;

test('a signed time needs no warning, and other kinds sign none', () => {
  expect(credentialWarnings(hmac)).toEqual([]);
  expect(credentialWarnings({ kind: 'bearer' })).toEqual([]);
});

test('a time that is not signed, or not checked, can be given anew to a recorded event', () => {
  expect(credentialWarnings({ ...hmac, payloadFormat: '{url}{body}' })).toEqual([
    expect.stringContaining('not part of what is signed'),
  ]);
  expect(credentialWarnings({ ...hmac, includeTimestamp: false })).toEqual([
    expect.stringContaining('not checked'),
  ]);
});

import { expect, test } from 'vitest';
import { createMask, maskBytes } from './mask.ts';

test('hides a value as it is, as JSON writes it and as a URL writes it', () => {
  const mask = createMask({ KEY: 's3/cr"et +é' });
  expect(mask('key s3/cr"et +é.')).toBe('key ••••••.');
  expect(mask(JSON.stringify({ key: 's3/cr"et +é' }))).toBe('{"key":"••••••"}');
  expect(mask(`https://shop/?k=${encodeURIComponent('s3/cr"et +é')}`)).toBe('https://shop/?k=••••••');
  expect(mask(`k=${new URLSearchParams({ k: 's3/cr"et +é' })}`)).toBe('k=k=••••••');
  expect(mask(new URL('https://shop/?k=s3/cr"et +é').href)).toBe('https://shop/?k=••••••');
});

test('a value that contains another disappears whole, and short ones stay', () => {
  const mask = createMask({ SHORT: 'abc', KEY: 'abcd', LONG: 'abcd-efgh' });
  expect(mask('abc abcd abcd-efgh')).toBe('abc •••••• ••••••');
});

test('a value that no URL can hold is hidden as text', () => {
  expect(createMask({ KEY: 'half \ud800 a pair' })('it is half \ud800 a pair')).toBe('it is ••••••');
});

test('hides a value in base64, alone and wherever in a longer text', () => {
  const mask = createMask({ KEY: 'sk-very-secret?>' });
  for (const before of ['', 'u:', 'us:', 'user:']) {
    for (const after of ['', '!', '!!']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = Buffer.from(`${before}sk-very-secret?>${after}`).toString(encoding);
        expect(mask(`Basic ${text}`), text).toContain('••••••');
        expect(Buffer.from(mask(text), encoding).toString(), text).not.toContain('very-secret');
      }
    }
  }
  expect(createMask({ PIN: '1234' })(Buffer.from('a 1234').toString('base64'))).not.toContain('•');
});

test('hides a value in JSON that is text in JSON, and in URLs with small hex digits', () => {
  const mask = createMask({ KEY: 'a"b\\c/d+e' });
  const twice = JSON.stringify({ arguments: JSON.stringify({ key: 'a"b\\c/d+e' }) });
  expect(JSON.parse(JSON.parse(mask(twice)).arguments)).toEqual({ key: '••••••' });
  expect(mask(`?k=${encodeURIComponent('a"b\\c/d+e').toLowerCase()}`)).toBe('?k=••••••');
});

test('hides what is left of a value that was cut, however it was written, and one that was put on one line', () => {
  const key = `-----BEGIN KEY-----\n${'a"b/c+'.repeat(40)}\n-----END KEY-----\n`;
  const mask = createMask({ KEY: key });
  for (const written of [
    key,
    key.replace(/\s+/g, ' '),
    JSON.stringify(key).slice(1),
    encodeURIComponent(key),
    Buffer.from(key).toString('base64'),
  ]) {
    expect(mask(`key=${written.slice(0, 120)}… is no good`)).toBe('key=••••••… is no good');
  }
  expect(mask(key.replace(/\s+/g, ' ').trim())).toBe('••••••');
});

test('gives back the same bytes where there is nothing to hide, also where they are no text', () => {
  const mask = createMask({ KEY: 'sk-very-secret' });
  const plain = Buffer.from([0xff, 0x00, 0x41]);
  expect(maskBytes(plain, mask)).toBe(plain);
  const told = Buffer.concat([Buffer.from([0xff]), Buffer.from('sk-very-secret')]);
  expect(Buffer.from(maskBytes(told, mask)).toString()).toBe('\ufffd••••••');
});

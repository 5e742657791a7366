import { expect, test } from 'vitest';
import { senderAddress } from './client-address.ts';

const direct = (peer: string | undefined, forwardedFor?: string) =>
  senderAddress({ peer, forwardedFor, trustProxy: false });
const proxied = (peer: string | undefined, forwardedFor?: string) =>
  senderAddress({ peer, forwardedFor, trustProxy: true });

test('without a trusted proxy it is the other end of the connection, whatever the headers claim', () => {
  expect(direct('203.0.113.7')).toBe('203.0.113.7');
  expect(direct('203.0.113.7', '167.150.224.9')).toBe('203.0.113.7');
  expect(direct('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(direct('2001:db8::1')).toBe('2001:db8::1');
  expect(direct(undefined, '167.150.224.9')).toBeUndefined();
});

test('behind a trusted proxy it is whom the outermost proxy saw', () => {
  expect(proxied('127.0.0.1', '167.150.224.9')).toBe('167.150.224.9');
  expect(proxied('10.0.0.2', '167.150.224.9, 10.0.0.3')).toBe('167.150.224.9');
  expect(proxied('::1', '2001:db8::9')).toBe('2001:db8::9');
  expect(proxied('127.0.0.1', '167.150.224.9:4711')).toBe('167.150.224.9');
  expect(proxied('127.0.0.1', '[2001:db8::9]:4711')).toBe('2001:db8::9');
  expect(proxied(undefined, '167.150.224.9')).toBe('167.150.224.9');
});

test('an address that the client made up is not believed', () => {
  expect(proxied('127.0.0.1', '167.150.224.9, 203.0.113.7')).toBe('203.0.113.7');
  expect(proxied('203.0.113.7', '167.150.224.9')).toBe('203.0.113.7');
  expect(proxied('127.0.0.1', 'unknown, 10.0.0.3')).toBeUndefined();
  expect(proxied('127.0.0.1', '10.9.9.9, 192.168.1.5')).toBe('192.168.1.5');
});

test('a proxy that names nobody leaves itself', () => {
  expect(proxied('127.0.0.1')).toBe('127.0.0.1');
  expect(proxied('127.0.0.1', '')).toBeUndefined();
  expect(proxied(undefined)).toBeUndefined();
});

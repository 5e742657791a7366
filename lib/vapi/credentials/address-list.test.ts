import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAddressList, readNetwork, VAPI_NETWORK } from './address-list.ts';

test('networks are read in the ways that people write them', () => {
  const network = (text: string) => {
    const read = readNetwork(text);
    return read.ok ? read.network : read.message;
  };
  expect(network(' 167.150.225.17/23 ')).toBe(VAPI_NETWORK);
  expect(network('203.0.113.7')).toBe('203.0.113.7');
  expect(network('203.0.113.7/32')).toBe('203.0.113.7');
  expect(network('2001:DB8::5/32')).toBe('2001:db8::/32');
  expect(network('::ffff:203.0.113.7')).toBe('203.0.113.7');
  expect(network('::ffff:10.0.0.0/104')).toBe('10.0.0.0/8');
  expect(network('0.0.0.0/0')).toBe('0.0.0.0/0');
  for (const wrong of [
    '',
    'everywhere',
    '10.0.0.0/33',
    '10.1',
    '0x7f000001',
    '10.0.0.0/8/8',
    '::1/129',
    'fe80::1%eth0',
    '300.1.1.1',
  ]) {
    expect(network(wrong), wrong).toContain('is not an address or a network');
  }
});

test("Vapi's static addresses are in their network, their neighbours are not", () => {
  const isAllowed = createAddressList([VAPI_NETWORK]);
  for (const address of ['167.150.224.0', '167.150.225.255', '::ffff:167.150.224.9']) {
    expect(isAllowed(address), address).toBe(true);
  }
  for (const address of ['167.150.223.255', '167.150.226.0', '::1', 'not an address', '']) {
    expect(isAllowed(address), address).toBe(false);
  }
});

test('IPv4 and IPv6 are told apart', () => {
  const isAllowed = createAddressList(['2001:db8::/32', '10.0.0.0/8']);
  expect([
    isAllowed('2001:db8:1::9'),
    isAllowed('2001:db9::1'),
    isAllowed('10.255.0.1'),
    isAllowed('::a00:1'),
  ]).toEqual([true, false, true, false]);
});

test('an address is in a block exactly where its first bits are the same', () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 32 - 1),
      fc.nat(2 ** 32 - 1),
      fc.integer({ min: 0, max: 32 }),
      (one, other, bits) => {
        const text = (value: number) =>
          [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
        const same = Math.floor(one / 2 ** (32 - bits)) === Math.floor(other / 2 ** (32 - bits));
        return createAddressList([`${text(one)}/${bits}`])(text(other)) === same;
      },
    ),
  );
});

import { expect, test } from 'vitest';
import { createAddressGuard } from './address-guard.ts';

const everything = createAddressGuard(['0.0.0.0/0', '::/0']);

test.each([
  '169.254.169.254',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  'fd00:ec2::254',
  '::ffff:169.254.169.254',
  '::a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::a9fe:a9fe',
  '2002:a9fe:a9fe::',
  '2001:0:53aa:64c:0:fbff:5601:5601',
])('the metadata address %s is refused even where everything is allowed', (address) => {
  expect(everything(address)).toBe('always-blocked');
});

test('the same networks are open but for metadata', () => {
  expect(everything('10.0.0.1')).toBe('allowed');
  expect(everything('169.254.1.1')).toBe('allowed');
  expect(everything('::1')).toBe('allowed');
});

test('an allowed network lets its own addresses pass and no others', () => {
  const guard = createAddressGuard(['10.1.0.0/16', 'fd12::/32', '192.168.7.7']);
  expect(guard('10.1.200.3')).toBe('allowed');
  expect(guard('::ffff:10.1.0.1')).toBe('allowed');
  expect(guard('10.2.0.1')).toBe('blocked');
  expect(guard('fd12::5')).toBe('allowed');
  expect(guard('fd13::5')).toBe('blocked');
  expect(guard('192.168.7.7')).toBe('allowed');
  expect(guard('192.168.7.8')).toBe('blocked');
});

test('what is no address, or has a zone, never passes', () => {
  for (const text of ['', 'localhost', 'fe80::1%eth0', '1.2.3']) {
    expect([text, everything(text)]).toEqual([text, text === '1.2.3' ? 'allowed' : 'always-blocked']);
  }
});

test('public addresses next to special blocks pass', () => {
  const guard = createAddressGuard([]);
  for (const address of [
    '9.255.255.255',
    '11.0.0.0',
    '172.32.0.0',
    '192.167.255.255',
    '100.128.0.0',
    '2606:4700::1',
  ]) {
    expect([address, guard(address)]).toEqual([address, 'allowed']);
  }
});

test('a setting that is no network is refused with its name', () => {
  expect(() => createAddressGuard(['10.0.0.0/33'])).toThrow(
    /"10\.0\.0\.0\/33".*PATCHBAY_ALLOW_PRIVATE_NETWORKS/,
  );
});

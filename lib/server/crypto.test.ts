import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createVault, openVault } from './crypto.ts';

const key = 'ab'.repeat(32);

test('what was encrypted comes back, and looks different every time', () => {
  const vault = createVault(key);
  for (const text of ['', 'sk-123', 'Grüße \0 🙂', 'x'.repeat(100_000)]) {
    expect(vault.decrypt(vault.encrypt(text))).toBe(text);
  }
  expect(Buffer.from(vault.encrypt('a'))).not.toEqual(Buffer.from(vault.encrypt('a')));
});

test('another key, a changed byte, or something else is refused with its reason', () => {
  const sealed = createVault(key).encrypt('secret');
  expect(() => createVault('cd'.repeat(32)).decrypt(sealed)).toThrow(
    expect.objectContaining({ code: 'vault.wrong-key' }),
  );
  for (let index = 1; index < sealed.length; index += 1) {
    const changed = sealed.slice();
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(() => createVault(key).decrypt(changed)).toThrow(
      expect.objectContaining({ code: 'vault.wrong-key' }),
    );
  }
  for (const wrong of [
    new Uint8Array(),
    Buffer.from('plain text, long enough to hold a header'),
    sealed.slice(0, 10),
  ]) {
    expect(() => createVault(key).decrypt(wrong)).toThrow(
      expect.objectContaining({ code: 'vault.malformed' }),
    );
  }
});

test('derives one secret for each purpose', () => {
  const vault = createVault(key);
  expect(vault.derive('sessions')).toMatch(/^[0-9a-f]{64}$/);
  expect(vault.derive('sessions')).toBe(createVault(key).derive('sessions'));
  expect(vault.derive('other')).not.toBe(vault.derive('sessions'));
  expect(createVault('cd'.repeat(32)).derive('sessions')).not.toBe(vault.derive('sessions'));
});

test('the key file is made once and nothing else is left beside it', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'patchbay-vault-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const sealed = openVault({ dataDir: path.join(dataDir, 'new') }).encrypt('a');
  expect(openVault({ dataDir: path.join(dataDir, 'new') }).decrypt(sealed)).toBe('a');
  expect(readdirSync(path.join(dataDir, 'new'))).toEqual(['encryption.key']);
});

import { constants, publicEncrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { toolCallsOf } from '../tool-calls.ts';
import { type KeyPair, openAccess } from './access.ts';
import { createDecryptArguments, type DecryptedMessage } from './decrypt-arguments.ts';
import { encryptedPath } from './encrypted-path.ts';
import { makeKeyPair } from './key-pair.ts';

const sample = z
  .object({
    privateKeyPem: z.string(),
    publicKeyPem: z.string(),
    arguments: z.record(z.string(), z.string()),
    decrypted: z.record(z.string(), z.string()),
  })
  .parse(
    JSON.parse(
      readFileSync(new URL('../fixtures/auth/encrypted-tool-arguments.json', import.meta.url), 'utf8'),
    ),
  );

const samplePair: KeyPair = {
  id: 'sample',
  createdAt: '2026-01-01T00:00:00.000Z',
  publicKeyPem: sample.publicKeyPem,
  privateKeyPem: sample.privateKeyPem,
};
let fresh: KeyPair;
beforeAll(async () => {
  fresh = await makeKeyPair('fresh', new Date(0));
});

/** As Vapi encrypts: base64 of RSA-OAEP with SHA-256. */
const encrypt = (text: string, { publicKeyPem }: KeyPair): string =>
  publicEncrypt(
    { key: publicKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from(text),
  ).toString('base64');

const decrypt = (
  fields: Record<string, unknown>,
  encryptedPaths: string[],
  keyPairs: KeyPair[],
): DecryptedMessage => {
  const run = createDecryptArguments({ ...openAccess(), encryptedPaths, keyPairs });
  if (run === undefined) throw new Error('nothing is configured');
  return run(fields);
};

const call = (given: unknown) => ({
  id: 'c1',
  type: 'function',
  function: { name: 'book', arguments: given },
});

test("Vapi's sample is decrypted, in every shape and list that a tool call comes in", () => {
  const shapes: Record<string, unknown>[] = [
    { toolCallList: [call(sample.arguments)] },
    { toolCallList: [call(JSON.stringify(sample.arguments))] },
    { toolCalls: [call(sample.arguments)] },
    { toolCallList: [{ id: 'c1', name: 'book', parameters: sample.arguments }] },
    { toolCallList: [{ id: 'c1', name: 'book', arguments: sample.arguments }] },
    { toolWithToolCallList: [{ type: 'function', toolCall: call(sample.arguments) }] },
  ];
  for (const fields of shapes) {
    const done = decrypt(fields, ['dateOfBirth'], [samplePair]);
    expect(toolCallsOf(done.fields)[0]?.arguments).toEqual(sample.decrypted);
    expect(done.problems.size).toBe(0);
    expect(done.plaintexts).toEqual([sample.decrypted.dateOfBirth]);
  }
  const legacy = decrypt(
    { functionCall: { name: 'book', parameters: sample.arguments } },
    ['dateOfBirth'],
    [samplePair],
  );
  expect(legacy.fields.functionCall).toEqual({ name: 'book', parameters: sample.decrypted });
});

test('nested paths, lists and paths that are not there', () => {
  const given = {
    payment: { cardNumber: encrypt('4111', fresh), kind: 'card' },
    guests: [{ passport: encrypt('P1', fresh) }, { passport: encrypt('P2', fresh) }, {}],
    note: null,
  };
  const paths = ['payment.cardNumber', 'guests.passport', 'note', 'missing.deeply'];
  const done = decrypt({ toolCallList: [call(given)] }, paths, [fresh]);
  expect(toolCallsOf(done.fields)[0]?.arguments).toEqual({
    payment: { cardNumber: '4111', kind: 'card' },
    guests: [{ passport: 'P1' }, { passport: 'P2' }, {}],
    note: null,
  });
  expect(done.problems.size).toBe(0);
});

test('the message that came in is left as it was', () => {
  const fields = { toolCallList: [call({ ...sample.arguments })] };
  const before = JSON.stringify(fields);
  decrypt(fields, ['dateOfBirth'], [samplePair]);
  expect(JSON.stringify(fields)).toBe(before);
});

test('after a rotation the older key pairs still decrypt', async () => {
  const newer = await makeKeyPair('newer', new Date(1));
  const given = { a: encrypt('old', fresh), b: encrypt('new', newer), c: encrypt('sample', samplePair) };
  const done = decrypt({ toolCallList: [call(given)] }, ['a', 'b', 'c'], [newer, fresh, samplePair]);
  expect(toolCallsOf(done.fields)[0]?.arguments).toEqual({ a: 'old', b: 'new', c: 'sample' });
});

test('a value that cannot be decrypted is left out, and said', () => {
  const given = { a: 'in clear', b: encrypt('x', samplePair), c: 7, d: encrypt('fine', fresh), e: '' };
  const foreign = `${given.d.slice(0, 40)}${given.d[40] === 'A' ? 'B' : 'A'}${given.d.slice(41)}`;
  const done = decrypt(
    { toolCallList: [call({ ...given, f: foreign })] },
    ['a', 'b', 'c', 'd', 'e', 'f'],
    [fresh],
  );
  expect(toolCallsOf(done.fields)[0]?.arguments).toEqual({ d: 'fine' });
  expect(done.problems.get('c1')?.split('; ')).toEqual([
    'a cannot be decrypted: it did not come encrypted',
    'b cannot be decrypted: it did not come encrypted with a key of this workflow',
    'c cannot be decrypted: it is no text',
    'e cannot be decrypted: it did not come encrypted',
    'f cannot be decrypted: no key pair of this workflow fits it',
  ]);
});

test('one message cannot keep the server busy with decrypting', () => {
  const many = Array.from({ length: 40 }, (_, index) => ({
    id: `c${index}`,
    name: 'book',
    arguments: { a: encrypt(`${index}`, fresh) },
  }));
  const done = decrypt({ toolCallList: many }, ['a'], [fresh]);
  expect(done.problems.size).toBe(8);
  expect(done.problems.get('c39')).toContain('one message may carry 32 encrypted values');
});

test('a path is names with dots between, and reaches nothing that is inherited', () => {
  for (const path of ['ssn', 'payment.cardNumber', 'Straße.nummer'])
    expect(encryptedPath.safeParse(path).success).toBe(true);
  for (const path of ['', '.a', 'a..b', 'a[0]', 'a b', '__proto__.x', 'a.constructor']) {
    expect(encryptedPath.safeParse(path).success, path).toBe(false);
  }
  const done = decrypt({ toolCallList: [call({ x: 1 })] }, ['toString.name'], [fresh]);
  expect(toolCallsOf(done.fields)[0]?.arguments).toEqual({ x: 1 });
});

test('nothing is touched where nothing is configured', () => {
  expect(createDecryptArguments({ ...openAccess(), encryptedPaths: ['a'] })).toBeUndefined();
  expect(createDecryptArguments({ ...openAccess(), keyPairs: [fresh] })).toBeUndefined();
});

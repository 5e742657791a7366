import { expect, test } from 'vitest';
import { checkVapiSecret } from './secret.ts';

test('lets the right secret in, and refuses none or another', () => {
  expect(checkVapiSecret('s3cret', 's3cret')).toEqual({ ok: true });
  expect(checkVapiSecret('s3cret', undefined)).toMatchObject({ ok: false, code: 'credential.missing' });
  expect(checkVapiSecret('s3cret', '')).toMatchObject({ ok: false, code: 'credential.missing' });
  expect(checkVapiSecret('s3cret', 's3cre')).toMatchObject({ ok: false, code: 'credential.wrong' });
  expect(checkVapiSecret('s3cret', 'S3cret')).toMatchObject({ ok: false, code: 'credential.wrong' });
});

import { expect, test } from 'vitest';
import { needKey } from '#lib/flow-templates/fill-template.ts';
import { flowTemplate } from '#lib/flow-templates/flow-templates.ts';
import { missingNeeds, tidyValues, valueErrors } from './template-values.ts';

const needsOf = (key: string) => flowTemplate(key)?.needs ?? [];
const keysOf = (key: string) => needsOf(key).map(needKey);

test('what is stored or given is not missing', () => {
  const needs = needsOf('greet-known-callers');
  const missing = (values: Record<string, string>, stored: string[]) =>
    missingNeeds(needs, values, stored).map(({ label }) => label);
  expect(missing({}, [])).toEqual(['Address of your CRM', 'Key of your CRM', 'Assistant that answers']);
  expect(missing({ CRM_URL: 'https://a.example' }, ['CRM_KEY'])).toEqual(['Assistant that answers']);
  expect(missing({ CRM_URL: '  ' }, [])).toContain('Address of your CRM');
});

test('an address must be one of the web, a phone number must have its country code', () => {
  expect(valueErrors(needsOf('crm-upsert'), { CRM_URL: 'crm.example', CRM_KEY: 'x' })).toEqual({
    CRM_URL: 'Enter an address that begins with https:// (or http://).',
  });
  expect(valueErrors(needsOf('crm-upsert'), { CRM_URL: 'javascript:alert(1)' })).toHaveProperty('CRM_URL');
  expect(valueErrors(needsOf('crm-upsert'), { CRM_URL: 'http://10.0.0.1:80/api' })).toEqual({});
  const [sales = '', support = ''] = keysOf('transfer-by-department');
  expect(
    valueErrors(needsOf('transfer-by-department'), { [sales]: '+1 (415) 555-0111', [support]: '415 555' }),
  ).toEqual({ [support]: 'Enter the number with its country code, such as +14155550111.' });
  expect(valueErrors(needsOf('transfer-by-department'), {})).toEqual({});
});

test('values are stored without what people type around them', () => {
  const [sales = ''] = keysOf('transfer-by-department');
  expect(tidyValues(needsOf('transfer-by-department'), { [sales]: ' +1 (415) 555-0111' })).toMatchObject({
    [sales]: '+14155550111',
  });
  expect(
    tidyValues(needsOf('crm-upsert'), { CRM_URL: ' https://crm.example/api/ ', CRM_KEY: ' k ' }),
  ).toEqual({
    CRM_URL: 'https://crm.example/api',
    CRM_KEY: 'k',
  });
});

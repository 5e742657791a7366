import { expect, test } from 'vitest';
import { flowTemplate, flowTemplates } from '#lib/flow-templates/flow-templates.ts';
import { needsText, searchTemplates } from './template-search.ts';

const found = (search: string, job?: 'calls' | 'after') =>
  searchTemplates(flowTemplates, search, job).map(({ key }) => key);

test('a template is found by what it does, by its event, its tool and its secret', () => {
  expect(found('SPAM')).toEqual(['reject-spam']);
  expect(found('slack summar')).toEqual(['summary-to-slack']);
  expect(found('predial')).toEqual(['campaign-check']);
  expect(found('book_appointment')).toEqual(['book-appointment']);
  expect(found('mail_key')).toEqual(['summary-by-email']);
  expect(found('no such thing')).toEqual([]);
  expect(found('  ')).toHaveLength(flowTemplates.length);
});

test('a job narrows the search', () => {
  expect(found('crm', 'after')).toEqual(['crm-upsert']);
  expect(found('', 'calls')).toEqual(['greet-known-callers', 'business-hours', 'reject-spam']);
});

test('a card says what a template wants', () => {
  const text = (key: string) => {
    const template = flowTemplate(key);
    return template && needsText(template);
  };
  expect(text('order-line')).toBe('nothing');
  expect(text('greet-known-callers')).toBe('2 secrets, 1 setting');
  expect(text('summary-to-slack')).toBe('1 secret');
  expect(text('transfer-by-department')).toBe('3 settings');
});

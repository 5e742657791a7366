import { z } from 'zod';
import { requiredText } from './fields.ts';

/** Where something is remembered. */
export const memoryScope = z
  .enum(['call', 'workflow'])
  .default('call')
  .meta({
    label: 'Where',
    help: 'Per call: seen by all events of the same call. Per workflow: seen by all calls.',
    control: 'select',
    options: { call: 'For this call', workflow: 'For the whole workflow' },
  });

export const memoryKey = requiredText('Enter the name to remember it by.').max(500).meta({
  label: 'Name',
  control: 'template',
  placeholder: 'customer',
});

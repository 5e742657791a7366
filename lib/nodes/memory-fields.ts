import { z } from 'zod';
import { MAX_MEMORY_KEY } from '#lib/graph/memory-key.ts';
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

/** As a template it may be longer than what it gives. */
const isShort = (key: string): boolean => /\{[{%]/.test(key) || key.trim().length <= MAX_MEMORY_KEY;

export const memoryKey = requiredText('Enter the name to remember it by.')
  .max(500)
  .refine(isShort, `A name has at most ${MAX_MEMORY_KEY} characters.`)
  .meta({
    label: 'Name',
    control: 'template',
    placeholder: 'customer',
  });

import type { ScopeName } from './scope-names.ts';

const plain = (name: string): ScopeName => ({ name, detail: '' });

/** What a code step has beside the names that templates have, for completion while TypeScript is not there. */
export const CODE_NAMES: readonly ScopeName[] = [
  { name: 'fetch', detail: 'HTTP, behind the address guard' },
  {
    name: 'console',
    detail: 'kept with the step',
    members: ['log', 'info', 'warn', 'error', 'debug'].map(plain),
  },
  {
    name: 'crypto',
    detail: 'Web Crypto',
    members: [
      { name: 'randomUUID', detail: 'a random id' },
      { name: 'subtle', detail: 'digest, HMAC' },
    ],
  },
  ...[
    'URL',
    'URLSearchParams',
    'TextEncoder',
    'TextDecoder',
    'structuredClone',
    'setTimeout',
    'sleep',
    'JSON',
    'Math',
  ].map(plain),
];

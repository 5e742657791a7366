import { expect, test } from 'vitest';
import { unreachableReason } from './reachability.ts';

test.each([
  ['http://localhost:3000/api/vapi/x', 'this machine only'],
  ['http://127.0.0.1:3000/', 'this machine only'],
  ['https://[::1]/', 'this machine only'],
  ['https://10.1.2.3/', 'own network'],
  ['https://172.20.0.1/', 'own network'],
  ['https://192.168.1.5/', 'own network'],
  ['https://169.254.1.1/', 'own network'],
  ['https://100.64.0.1/', 'own network'],
  ['https://[fe80::1]/', 'own network'],
  ['https://[fd00::1]/', 'own network'],
  ['https://box.local/', 'own network'],
  ['https://patchbay/', 'own network'],
  ['http://flows.example.com/', 'not encrypted'],
])('%s is said to be out of reach', (url, reason) => {
  expect(unreachableReason(url)).toContain(reason);
});

test.each([
  'https://flows.example.com/api/vapi/x',
  'https://172.32.0.1/',
  'https://100.128.0.1/',
  'https://11.0.0.1/',
  'https://[2606:4700::1]/',
])('%s is in reach', (url) => {
  expect(unreachableReason(url)).toBeUndefined();
});

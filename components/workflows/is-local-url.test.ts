import { expect, test } from 'vitest';
import { isLocalUrl } from './is-local-url.ts';

test.each([
  'http://localhost:3000/api',
  'http://127.0.0.1/',
  'http://192.168.1.20:3000/',
  'http://172.20.0.3/',
  'http://[::1]:3000/',
  'http://box.local/',
])('%s cannot be reached by Vapi', (url) => {
  expect(isLocalUrl(url)).toBe(true);
});

test.each([
  'https://flows.example.com/x',
  'http://172.32.0.1/',
  'http://10.example.com/',
  'https://fdic.gov/',
])('%s can', (url) => {
  expect(isLocalUrl(url)).toBe(false);
});

import { expect, test } from 'vitest';
import { firstStepItems } from './first-steps-items.ts';

const nothing = {
  created: false,
  published: false,
  connected: false,
  received: false,
  lookedAtRun: false,
  workflowId: null,
  serverUrl: null,
};

test('before there is a workflow, only the templates can be gone to', () => {
  const items = firstStepItems(nothing);
  expect(items.map(({ isDone }) => isDone)).toEqual([false, false, false, false, false]);
  expect(items.flatMap(({ actions }) => actions)).toEqual([
    { kind: 'go', label: 'See the templates', href: '/workflows/templates' },
  ]);
});

test('with one, each step leads to its place, and the URL can be copied', () => {
  const serverUrl = 'https://patchbay.example/api/vapi/token';
  const items = firstStepItems({ ...nothing, created: true, workflowId: 'w1', serverUrl });
  expect(items.map(({ isDone }) => isDone)).toEqual([true, false, false, false, false]);
  expect(items[1]?.actions).toEqual([{ kind: 'go', label: 'Open the editor', href: '/workflows/w1' }]);
  expect(items[2]?.actions).toEqual([
    { kind: 'go', label: 'Connect to Vapi', href: '/workflows/w1/connect' },
    { kind: 'copy', label: 'Copy the URL', text: serverUrl },
  ]);
});

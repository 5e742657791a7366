import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { starters } from '#components/workflows/starters.ts';
import { emptyGraph } from '#lib/graph/schema.ts';
import { curlCommand, sampleEvent } from './sample-event.ts';

const graphOf = (key: string) => starters.find((starter) => starter.key === key)?.graph ?? emptyGraph();

test('a tool call carries an argument for each parameter', () => {
  expect(sampleEvent(graphOf('order-lookup'))).toMatchObject({
    message: {
      type: 'tool-calls',
      toolCallList: [{ function: { name: 'look_up_order', arguments: { order_number: '1001' } } }],
    },
  });
});

test('an event trigger gives its event, an empty graph a report', () => {
  expect(sampleEvent(graphOf('greet-callers'))).toMatchObject({ message: { type: 'assistant-request' } });
  expect(sampleEvent(emptyGraph())).toMatchObject({ message: { type: 'end-of-call-report' } });
});

test('a shell reads the command as it was meant, quotes and all', () => {
  const event = { message: { text: `it's "quoted" $HOME \`id\` \\` } };
  const command = curlCommand('http://localhost:1/api/vapi/x', event, `s'3cret`);
  const words = execFileSync('sh', [
    '-c',
    `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${command}`,
  ])
    .toString()
    .split('\0');
  expect(words).toContain("x-vapi-secret: s'3cret");
  expect(JSON.parse(words.at(-2) ?? '')).toEqual(event);
});

import { expect, test } from 'vitest';
import { emptyGraph } from '#lib/graph/schema.ts';
import { validate } from '#lib/graph/validate.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { messageAtField } from './message-at-field.ts';

const shownFor = (type: string, config: Record<string, unknown>, key: string) => {
  const node = { id: 'a', type, name: 'A “quoted” name', position: { x: 0, y: 0 }, config };
  const issue = validate({ ...emptyGraph(), nodes: [node] }, definitions).find(
    ({ path }) => path?.[0] === key,
  );
  return messageAtField(issue?.message ?? 'no issue', node.name);
};

test('names of node and field are left out at the field', () => {
  expect(shownFor('http_request', {}, 'url')).toBe('Enter the URL to call.');
  expect(shownFor('wait', { seconds: 900 }, 'seconds')).toBe('Enter 0 to 60 seconds.');
});

test('other sentences stay as they are', () => {
  expect(messageAtField('The tool name is used twice.', 'A')).toBe('The tool name is used twice.');
});

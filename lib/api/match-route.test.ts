import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineRoute, type Method, noContent } from './contract.ts';
import { matchRoute } from './match-route.ts';

const route = (method: Method, path: string) =>
  defineRoute({
    operationId: `${method} ${path}`,
    method,
    path,
    tag: 'Test',
    summary: 'Test',
    request: { params: z.object({}) },
    responses: { 204: { description: 'Done' } },
    errors: [],
    handle: async () => noContent(),
  });

const table = [
  route('GET', '/workflows'),
  route('POST', '/workflows'),
  route('GET', '/workflows/{workflowId}'),
  route('DELETE', '/workflows/{workflowId}/vapi-secret'),
];

const found = (method: string, path: string) => {
  const match = matchRoute(table, method, path);
  return match.kind === 'found' ? [match.route.operationId, match.params] : match;
};

test('finds a route by method and path, and reads its parameters', () => {
  expect(found('POST', '/workflows')).toEqual(['POST /workflows', {}]);
  expect(found('GET', '/workflows/a%2Fb')).toEqual(['GET /workflows/{workflowId}', { workflowId: 'a/b' }]);
});

test('HEAD is answered as GET', () => {
  expect(found('HEAD', '/workflows')).toEqual(['GET /workflows', {}]);
});

test('a known path with another method names the methods it takes', () => {
  expect(found('PUT', '/workflows')).toEqual({
    kind: 'wrong-method',
    allow: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  });
  expect(found('GET', '/workflows/1/vapi-secret')).toEqual({
    kind: 'wrong-method',
    allow: ['DELETE', 'OPTIONS'],
  });
});

test('a path that is too short, too long, empty or case-shifted is unknown', () => {
  for (const path of ['', '/', '/workflow', '/workflows/', '/workflows/1/2', '/Workflows']) {
    expect(found('GET', path), path).toEqual({ kind: 'unknown-path' });
  }
});

test('a parameter with a broken escape is handed on for its schema to refuse', () => {
  expect(found('GET', '/workflows/%E0%A4')).toEqual([
    'GET /workflows/{workflowId}',
    { workflowId: '%E0%A4' },
  ]);
});

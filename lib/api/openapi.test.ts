import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { errorTable } from './errors.ts';
import { openApiDocument } from './openapi.ts';
import { routes } from './routes.ts';

const document = openApiDocument(routes, 'https://flows.example.com/api/v1');

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  schema: z.record(z.string(), z.unknown()),
});
const operation = z.object({
  operationId: z.string(),
  summary: z.string().min(5),
  tags: z.array(z.string()).length(1),
  parameters: z.array(parameter),
  requestBody: z.object({ required: z.boolean(), content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string().regex(/^\d{3}$/), z.record(z.string(), z.unknown())),
});
const shape = z.object({
  openapi: z.literal('3.1.0'),
  servers: z.array(z.object({ url: z.url() })),
  tags: z.array(z.object({ name: z.string() })),
  paths: z.record(z.string().startsWith('/'), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), z.record(z.string(), z.unknown())),
    responses: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
  security: z.array(z.record(z.string(), z.array(z.string()))),
});

const operations = () =>
  Object.entries(shape.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method, ...described })),
  );

/** Every `$ref` anywhere in the document. */
const references = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
};

const resolve = (reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>(
      (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
      document,
    );

test('every operation of the table is in the document, under its method and path', () => {
  const described = operations().map(({ method, path, operationId }) => `${method} ${path} ${operationId}`);
  expect(described.sort()).toEqual(
    routes.map((route) => `${route.method.toLowerCase()} ${route.path} ${route.operationId}`).sort(),
  );
  expect(new Set(routes.map((route) => route.operationId)).size).toBe(routes.length);
});

test('every reference resolves, and none is left to $defs', () => {
  const all = new Set(references(document));
  expect(all.size).toBeGreaterThan(10);
  for (const reference of all) {
    expect(reference).toMatch(/^#\/components\/(schemas|responses)\//);
    expect(resolve(reference), reference).toBeTypeOf('object');
  }
  expect(JSON.stringify(document)).not.toContain('$defs');
});

test('every parameter in a path is declared, required, and the other way round', () => {
  for (const { path, parameters } of operations()) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = parameters.filter((entry) => entry.in === 'path');
    expect(declared.map((entry) => entry.name).sort(), path).toEqual(named.sort());
    expect(declared.every((entry) => entry.required)).toBe(true);
  }
});

test('query parameters with a default are optional, and numbers are described as numbers', () => {
  const list = operations().find((entry) => entry.operationId === 'listEvents');
  const limit = list?.parameters.find((entry) => entry.name === 'limit');
  expect(limit).toMatchObject({
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
  });
});

test('a body is required exactly where an empty one is refused', () => {
  const required = Object.fromEntries(
    operations()
      .filter((entry) => entry.requestBody !== undefined)
      .map((entry) => [entry.operationId, entry.requestBody?.required]),
  );
  expect(required).toEqual({
    createWorkflow: true,
    renameWorkflow: true,
    saveDraft: true,
    publishWorkflow: false,
    republishVersion: false,
    noteVersion: true,
    testRun: false,
    setVapiSecret: true,
    addCredential: true,
    replaceCredentials: true,
    replaceCredential: true,
    setAllowedNetworks: true,
    setEncryptedPaths: true,
    setSecret: true,
    setVapiConnection: true,
    previewVapiChange: true,
    applyVapiChange: true,
    pullVapiTools: true,
  });
});

test('every operation says what a missing key and a fault look like, and every error has one shape', () => {
  for (const { operationId, responses } of operations()) {
    expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['400', '401', '500']));
    expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
  }
  for (const code of Object.keys(errorTable)) {
    expect(
      resolve(`#/components/responses/${code}/content/application~1json`.replace('~1', '/')),
    ).toBeUndefined();
    expect(references(resolve(`#/components/responses/${code}`))).toEqual(['#/components/schemas/Error']);
  }
});

test('docs/api.md lists every error with its status', () => {
  const docs = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
  const listed = [...docs.matchAll(/^\| (\d{3}) +\| `([a-z-]+)`/gm)].map(([, status, code]) => [
    code,
    Number(status),
  ]);
  const known = Object.entries(errorTable).map(([code, { status }]) => [code, status]);
  expect(listed.toSorted()).toEqual(known.toSorted());
});

test('what a request may leave out, a response always has', () => {
  const { schemas } = shape.parse(document).components;
  expect(schemas.GraphDocumentInput?.required).toEqual(['schemaVersion', 'nodes', 'edges']);
  expect(schemas.GraphDocument?.required).toEqual(['schemaVersion', 'nodes', 'edges', 'notes']);
});

test('every schema compiles as JSON Schema 2020-12', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'openapi');
  for (const reference of new Set(references(document))) {
    if (reference.includes('/schemas/'))
      expect(() => ajv.compile({ $ref: `openapi${reference}` })).not.toThrow();
  }
});

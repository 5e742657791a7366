import { z } from 'zod';
import type { ResponseShape, Route } from './contract.ts';
import { type ErrorCode, errorTable } from './errors.ts';

/** A JSON object; OpenAPI is a tree of them. */
type Json = Record<string, unknown>;

/** The error codes that any operation can answer. */
const EVERYWHERE: readonly ErrorCode[] = ['invalid-request', 'unauthorized', 'internal-error'];
const WITH_BODY: readonly ErrorCode[] = ['request-timeout', 'body-too-large', 'unsupported-media-type'];

const apiError = z
  .object({
    error: z.object({
      code: z.string().meta({ description: 'Stable; see the list of errors in docs/api.md.' }),
      message: z.string().meta({ description: 'A sentence for a person: what, where, and what to do.' }),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  })
  .meta({ id: 'Error', description: 'Every answer that is not 2xx.' });

/** The OpenAPI 3.1 description of `routes`, made from the schemas that check their requests. */
export const openApiDocument = (routes: readonly Route[], serverUrl: string): Json => {
  const components = createComponents();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, components) };
  }
  const responses = Object.fromEntries(
    Object.entries(errorTable).map(([code, { meaning }]) => [
      code,
      { description: meaning, content: jsonContent(components.add(apiError, 'output')) },
    ]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Patchbay',
      version: '1',
      description:
        'Draw the server behind your Vapi voice assistants, by program. Every request carries an API key, made under Settings, API keys.',
    },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }, { header: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key, `pb_…`.' },
        header: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      schemas: components.schemas(),
      responses,
    },
  };
};

const operation = (route: Route, components: Components): Json => {
  const { request } = route;
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [route.tag],
    parameters: [
      ...parameters('path', request.params, components),
      ...parameters('query', request.query, components),
      ...parameters('header', request.headers, components),
    ],
    ...(request.body !== undefined && {
      requestBody: {
        required: !request.body.safeParse({}).success,
        content: jsonContent(components.add(request.body, 'input')),
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, shape]) => [status, success(shape, components)]),
      ),
      ...errorResponses(route),
    },
  };
};

const parameters = (
  place: 'path' | 'query' | 'header',
  schema: z.ZodObject | undefined,
  components: Components,
) =>
  Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const { description, ...rest } = components.add(field, 'input');
    return {
      name: place === 'header' ? headerName(name) : name,
      in: place,
      required: place === 'path' || !z.safeParse(field, undefined).success,
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });

/** `if-match` as people write it: `If-Match`. */
const headerName = (name: string): string => name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());

const success = (shape: ResponseShape, components: Components): Json => ({
  description: shape.description,
  ...(shape.headers !== undefined && {
    headers: Object.fromEntries(
      Object.entries(shape.headers).map(([name, description]) => [
        name,
        { description, schema: { type: 'string' } },
      ]),
    ),
  }),
  ...(shape.body !== undefined && { content: jsonContent(components.add(shape.body, 'output')) }),
});

/** One entry a status: two codes with the same status share it. */
const errorResponses = (route: Route): Json => {
  const codes = new Set([
    ...route.errors,
    ...EVERYWHERE,
    ...(route.request.body === undefined ? [] : WITH_BODY),
  ]);
  const byStatus = Map.groupBy(codes, (code) => String(errorTable[code].status));
  return Object.fromEntries(
    [...byStatus].map(([status, [first, ...others]]) => {
      if (first !== undefined && others.length === 0)
        return [status, { $ref: `#/components/responses/${first}` }];
      const all = [first, ...others].filter((code) => code !== undefined);
      const description = all.map((code) => `\`${code}\`: ${errorTable[code].meaning}`).join(' ');
      return [status, { description, content: jsonContent({ $ref: '#/components/schemas/Error' }) }];
    }),
  );
};

const jsonContent = (schema: Json): Json => ({ 'application/json': { schema } });

interface Components {
  /** The JSON Schema of `schema`, in which every schema with an id is a reference. */
  readonly add: (schema: z.core.$ZodType, io: 'input' | 'output') => Json;
  readonly schemas: () => Json;
}

/**
 * Gathers the schemas that have an id. What a request may leave out (a default) a response always has, so the form
 * that requests take is a schema of its own, `…Input`.
 */
const createComponents = (): Components => {
  const schemas = new Map<string, unknown>();
  return {
    add: (schema, io) => {
      const suffix = io === 'input' ? 'Input' : '';
      const { $schema: _dialect, $defs = {}, ...root } = z.toJSONSchema(schema, { io, override: tidy(io) });
      for (const [name, definition] of Object.entries($defs)) {
        schemas.set(`${name}${suffix}`, withReferences(definition, suffix));
      }
      return Object.fromEntries(Object.entries(root).map(([key, value]) => entry(key, value, suffix)));
    },
    schemas: () => Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};

const entry = (key: string, value: unknown, suffix: string): [string, unknown] =>
  key === '$ref' && typeof value === 'string'
    ? [key, `${value.replace('#/$defs/', '#/components/schemas/')}${suffix}`]
    : [key, withReferences(value, suffix)];

/** JSON Schema refers to its own `$defs`, OpenAPI to the components of the document. */
const withReferences = (value: unknown, suffix: string): unknown => {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, suffix));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => entry(key, inner, suffix)));
};

/** Takes out what helps no reader, and what would make a field that is added to a response a breaking change. */
const tidy =
  (io: 'input' | 'output') =>
  ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  };

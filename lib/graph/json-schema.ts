import { z } from 'zod';
import type { NodeSpecs } from './graph-index.ts';
import type { NodeSpec } from './node-spec.ts';
import { graphDocument } from './schema.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * JSON Schema (2020-12) of a graph document, as it is written by hand or by a program: `notes` may be left out.
 * With `specs`, the config of each node type that is given is described too, complete as it must be to publish.
 */
export const graphJsonSchema = (specs: NodeSpecs = {}): JsonSchema => {
  const { $schema, ...schema } = toJsonSchema(graphDocument);
  const types = Object.values(specs);
  return {
    ...($schema === undefined ? {} : { $schema }),
    $id: 'patchbay/graph-document/v1',
    title: 'Patchbay graph document',
    description: 'A workflow: triggers, the steps that follow them, and the edges between them.',
    ...(types.length === 0 ? schema : withConfigs(schema, types)),
  };
};

const withConfigs = (schema: JsonSchema, types: readonly NodeSpec[]): JsonSchema => ({
  ...schema,
  properties: {
    ...schema.properties,
    nodes: { ...part(schema, 'nodes'), items: { ...items(schema), allOf: types.map(configRule) } },
  },
  $defs: {
    ...schema.$defs,
    ...Object.fromEntries(types.map((spec) => [defName(spec), configSchema(spec)])),
  },
});

const part = (schema: JsonSchema, key: string): JsonSchema => {
  const found = schema.properties?.[key];
  return typeof found === 'object' ? found : {};
};

const items = (schema: JsonSchema): JsonSchema => {
  const found = part(schema, 'nodes').items;
  return typeof found === 'object' && !Array.isArray(found) ? found : {};
};

const configRule = (spec: NodeSpec): JsonSchema => ({
  if: { properties: { type: { const: spec.type } }, required: ['type'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { properties: { config: { $ref: `#/$defs/${defName(spec)}` } } },
});

const defName = (spec: NodeSpec): string => `${spec.type}_config`;

const configSchema = (spec: NodeSpec): JsonSchema => {
  const { $schema: _, ...schema } = toJsonSchema(spec.config);
  return { ...schema, title: spec.label, description: spec.description };
};

/** Hints for forms that zod copies over from `.meta()` and that mean nothing in JSON Schema. */
const FORM_HINTS = ['label', 'help', 'placeholder', 'control', 'options', 'showWhen', 'advanced', 'unit'];

const toJsonSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      const { label, help } = jsonSchema;
      for (const hint of FORM_HINTS) delete jsonSchema[hint];
      if (typeof label === 'string') jsonSchema.title ??= label;
      if (typeof help === 'string') jsonSchema.description ??= help;
    },
  });

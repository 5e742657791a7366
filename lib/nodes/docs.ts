import { z } from 'zod';
import type { NodeCategory, NodeSpec } from '#lib/graph/node-spec.ts';
import { definitions } from './definitions.ts';
import { errorCodes } from './error-codes.ts';
import { exampleText } from './example-text.ts';
import { fieldMeta } from './field-meta.ts';

const categories: Readonly<Record<NodeCategory, string>> = {
  trigger: 'Triggers',
  logic: 'Logic',
  data: 'Data and code',
  action: 'Actions',
  reply: 'Replies',
};

const INTRO = `# Nodes

<!-- Made by scripts/docs-nodes.ts from lib/nodes/*/definition.ts. Change those and run it again. -->

Every node type, with what its form shows. The key of a field is its name in the graph document. A field marked *template* takes \`{{ }}\`, see [templates.md](templates.md).
`;

/** docs/nodes.md, made from the definitions and the table of error codes. */
export const nodesDocs = (): string =>
  `${[INTRO, ...categorySections(), errorSection()].join('\n').trimEnd()}\n`;

const categorySections = (): string[] =>
  Object.entries(categories).flatMap(([category, title]) => [
    `## ${title}\n`,
    ...Object.values(definitions)
      .filter((definition) => definition.category === category)
      .map(nodeSection),
  ]);

const nodeSection = (definition: NodeSpec): string => {
  const outputs = definition.outputs(definition.initial).map(({ id }) => `\`${id}\``);
  const facts = [
    `Type \`${definition.type}\`.`,
    outputs.length === 0
      ? 'No output.'
      : `Outputs: ${outputs.join(', ')}${definition.canFail ? ', and `error` where failures are handled' : ''}.`,
  ];
  return [
    `### ${definition.label}\n`,
    `${facts.join(' ')}\n`,
    `${definition.help}\n`,
    `${exampleText(definition.example)}\n`,
    '| Field | Key | Kind | |',
    '|---|---|---|---|',
    ...Object.entries(definition.config.shape).map(([key, field]) => fieldRow(definition, key, field)),
    '',
  ].join('\n');
};

const TEMPLATED: readonly unknown[] = [
  'template',
  'template-area',
  'json',
  'key-values',
  'conditions',
  'cases',
];

const fieldRow = (definition: NodeSpec, key: string, field: z.core.$ZodType): string => {
  const { label = key, help = '', control = 'text', options, unit, showWhen } = fieldMeta(field);
  const isTemplate = TEMPLATED.includes(control) && !(definition.verbatim ?? []).includes(key);
  const kind = [
    control.replace(/^template(-area)?$/, 'text'),
    ...(unit === undefined ? [] : [unit]),
    ...(isTemplate ? ['*template*'] : []),
  ];
  const notes = [
    help,
    options === undefined
      ? ''
      : `${Object.entries(options)
          .map(([value, name]) => `\`${value}\` ${name}`)
          .join('; ')}.`,
    defaultNote(field),
    showWhen === undefined ? '' : `Only where ${Object.entries(showWhen).map(condition).join(' and ')}.`,
  ];
  return `| ${[label, `\`${key}\``, kind.join(', '), notes.filter(Boolean).join(' ')].map(cell).join(' | ')} |`;
};

const defaultNote = (field: z.core.$ZodType): string => {
  if (!(field instanceof z.ZodDefault)) return '';
  const value = field.def.defaultValue;
  return typeof value === 'object' || value === '' ? '' : `Default: \`${String(value)}\`.`;
};

const MANY = 4;

const condition = ([key, values]: [string, readonly unknown[]]): string =>
  values.length > MANY
    ? `\`${key}\` is one of ${values.length} that fit`
    : `\`${key}\` is ${values.map((value) => `\`${String(value)}\``).join(' or ')}`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const errorSection = (): string =>
  [
    '## Errors of steps\n',
    "A failed step has one of these codes; its message has the details. Codes that begin with `step.`, `loop.` and `run.` are the engine's, see [architecture.md](architecture.md).\n",
    '| Code | Meaning and cure |',
    '|---|---|',
    ...Object.entries(errorCodes).map(([code, meaning]) => `| \`${code}\` | ${cell(meaning)} |`),
    '',
  ].join('\n');

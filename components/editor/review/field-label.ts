import type { FieldChange } from '#lib/graph/diff.ts';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { type FormField, formFields } from '../form/form-fields.ts';

/** A changed field as people know it. */
export interface NamedField {
  /** `Headers, row 2, Value` */
  readonly label: string;
  /** Its values are chosen from these. */
  readonly options: FormField['options'];
  /** Its values are code, or JSON: shown line by line even where they are short. */
  readonly isCode: boolean;
}

/** What fields outside a node's config are called in its panel, and those of connections and notes. */
const LABELS: Readonly<Record<string, string>> = {
  id: 'Id',
  type: 'Type',
  name: 'Name',
  disabled: 'Disabled',
  onError: 'On error',
  retry: 'Retries',
  'retry.times': 'Retries',
  'retry.delayMs': 'Wait before the first retry (ms)',
  'retry.backoff': 'Then wait',
  timeoutMs: 'Time limit (ms)',
  note: 'Note',
  text: 'Text',
  color: 'Colour',
  kind: 'Kind',
  label: 'Label',
  source: 'From',
  sourceHandle: 'Output',
  target: 'To',
  targetHandle: 'Input',
};

/** The form's name for a changed field; `spec` is that of its node. */
export const nameField = ({ path }: Pick<FieldChange, 'path'>, spec: NodeSpec | undefined): NamedField => {
  const [first, ...rest] = path;
  if (first !== 'config') {
    return { label: LABELS[path.join('.')] ?? wordsOf(path), options: [], isCode: false };
  }
  const words: string[] = [];
  let fields: readonly FormField[] = spec === undefined ? [] : formFields(spec.config);
  let field: FormField | undefined;
  for (const part of rest) {
    if (typeof part === 'number') {
      words.push(`row ${part + 1}`);
      fields = field?.row ?? [];
      field = undefined;
      continue;
    }
    field = fields.find(({ key }) => key === part);
    words.push(field?.label ?? part);
    fields = [];
  }
  return {
    label: words.join(', ') || 'Settings',
    options: field?.options ?? [],
    isCode: field?.control === 'code' || field?.control === 'json' || field?.control === 'json-schema',
  };
};

const wordsOf = (path: FieldChange['path']): string =>
  path.map((part) => (typeof part === 'number' ? `row ${part + 1}` : part)).join(', ');

/** A value as it is read: the label of an option, `on` and `off`, text as it is, anything else as JSON. */
export const valueText = (value: unknown, { options }: Pick<NamedField, 'options'>): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'object') return JSON.stringify(value, null, 2);
  const text = String(value);
  return options.find((option) => option.value === text)?.label ?? text;
};

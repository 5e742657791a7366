import { CasesControl } from './cases-control.tsx';
import { CodeControl } from './code-control.tsx';
import { ConditionsControl } from './conditions-control.tsx';
import { EventTypeControl } from './event-type-control.tsx';
import type { FormField } from './form-fields.ts';
import { JsonControl } from './json-control.tsx';
import { JsonSchemaControl } from './json-schema-control.tsx';
import { KeyValuesControl } from './key-values-control.tsx';
import type { ControlProps } from './node-form-context.ts';
import { NumberControl } from './number-control.tsx';
import { SecretControl } from './secret-control.tsx';
import { SelectControl } from './select-control.tsx';
import { TemplateControl } from './template-control.tsx';
import { TextControl } from './text-control.tsx';

interface FieldControlProps extends ControlProps {
  readonly field: FormField;
  readonly siblings: Readonly<Record<string, unknown>>;
}

/** The control that a field's meta asks for. */
export function FieldControl({ field, siblings, ...props }: FieldControlProps) {
  switch (field.control) {
    case 'template':
      return <TemplateControl {...props} />;
    case 'template-area':
      return <TemplateControl {...props} isMultiline />;
    case 'text':
      return <TextControl {...props} isOptional={!field.isRequired} />;
    case 'number':
    case 'duration':
      return <NumberControl {...props} field={field} />;
    case 'select':
      return <SelectControl {...props} field={field} />;
    case 'switch':
      return null; // drawn by FormRow, beside its label
    case 'code':
      return <CodeControl {...props} isTypescript={siblings.language === 'typescript'} />;
    case 'json':
      return <JsonControl {...props} isText={field.isText} />;
    case 'json-schema':
      return <JsonSchemaControl {...props} />;
    case 'key-values':
      return <KeyValuesControl {...props} fields={field.row} />;
    case 'conditions':
      return <ConditionsControl {...props} fields={field.row} />;
    case 'cases':
      return <CasesControl {...props} fields={field.row} />;
    case 'event-type':
      return <EventTypeControl {...props} />;
    case 'secret':
      return <SecretControl {...props} />;
    default:
      return field.control satisfies never;
  }
}

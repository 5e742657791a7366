import { useMemo } from 'react';
import { CodeMirror } from './code-mirror.tsx';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { templateCompletion } from './scope-completion.ts';
import { shownText } from './shown-text.ts';

/** Text with `{{ }}`, which completes what is in scope. */
export function TemplateControl({ isMultiline = false, ...props }: ControlProps & { isMultiline?: boolean }) {
  const form = useNodeForm();
  const complete = useMemo(() => templateCompletion(form.names), [form.names]);
  return (
    <CodeMirror
      value={shownText(props.value)}
      onChange={props.onChange}
      language={isMultiline ? 'template' : 'template-line'}
      label={props.label}
      placeholder={props.placeholder}
      describedBy={props.describedBy}
      isInvalid={props.isInvalid ?? false}
      complete={complete}
      className={isMultiline ? 'code-area' : 'code-line'}
    />
  );
}

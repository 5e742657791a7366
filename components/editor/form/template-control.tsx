import { useMemo } from 'react';
import { CodeMirror } from './code-mirror.tsx';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { templateCompletion } from './scope-completion.ts';
import { shownText } from './shown-text.ts';
import { TemplateValue } from './template-value.tsx';

/** Text with `{{ }}`, which completes what is in scope and shows under it what it comes to. */
export function TemplateControl({ isMultiline = false, ...props }: ControlProps & { isMultiline?: boolean }) {
  const form = useNodeForm();
  const complete = useMemo(() => templateCompletion(form.names), [form.names]);
  const text = shownText(props.value);
  return (
    <div className="grid grid-cols-1 gap-1">
      <CodeMirror
        value={text}
        onChange={props.onChange}
        language={isMultiline ? 'template' : 'template-line'}
        label={props.label}
        placeholder={props.placeholder}
        describedBy={props.describedBy}
        isInvalid={props.isInvalid ?? false}
        complete={complete}
        className={isMultiline ? 'code-area' : 'code-line'}
      />
      <TemplateValue source={text} label={props.label} />
    </div>
  );
}

import { useEffect, useMemo, useRef, useState } from 'react';
import { FieldError } from '#components/ui/field.tsx';
import { CodeMirror } from './code-mirror.tsx';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { templateCompletion } from './scope-completion.ts';
import { shownText } from './shown-text.ts';
import { TemplateValue } from './template-value.tsx';

/** JSON: as template text where the schema takes a text, else as the value itself. */
export function JsonControl({ isText, ...props }: ControlProps & { isText: boolean }) {
  const form = useNodeForm();
  const complete = useMemo(() => templateCompletion(form.names), [form.names]);
  if (!isText) return <JsonValue {...props} />;
  const text = shownText(props.value);
  return (
    <div className="grid grid-cols-1 gap-1">
      <CodeMirror
        value={text}
        onChange={props.onChange}
        language="json"
        label={props.label}
        placeholder={props.placeholder}
        describedBy={props.describedBy}
        isInvalid={props.isInvalid ?? false}
        complete={complete}
        className="code-area"
      />
      <TemplateValue source={text} label={props.label} isJson />
    </div>
  );
}

/** A JSON value as text. Text that is not JSON yet stays in the field; the value stays what it was. */
export function JsonValue(props: ControlProps) {
  const [text, setText] = useState(() => toText(props.value));
  const [error, setError] = useState<string>();
  const written = useRef(props.value);

  // The value was changed elsewhere, by undo for instance.
  useEffect(() => {
    if (JSON.stringify(props.value) === JSON.stringify(written.current)) return;
    written.current = props.value;
    setText(toText(props.value));
    setError(undefined);
  }, [props.value]);

  const change = (next: string) => {
    setText(next);
    try {
      const value: unknown = next.trim() === '' ? undefined : JSON.parse(next);
      setError(undefined);
      written.current = value;
      props.onChange(value);
    } catch {
      setError('This is not JSON yet; what was valid before is kept.');
    }
  };
  return (
    <div className="grid gap-1.5">
      <CodeMirror
        value={text}
        onChange={change}
        language="json"
        label={props.label}
        describedBy={props.describedBy}
        isInvalid={error !== undefined || (props.isInvalid ?? false)}
        className="code-area"
      />
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </div>
  );
}

const toText = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2));

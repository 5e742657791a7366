import { Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import { FieldError } from '#components/ui/field.tsx';
import { LargeView } from '../code/large-view.tsx';
import { useJsonFormat } from '../code/use-json-format.ts';
import { CodeMirror, type CursorPlace } from './code-mirror.tsx';
import { FieldTools } from './field-tools.tsx';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { shownText } from './shown-text.ts';
import { TemplateValue } from './template-value.tsx';
import { useTemplateField } from './use-template-field.ts';

/** JSON: as template text where the schema takes a text, else as the value itself. */
export function JsonControl({ isText, ...props }: ControlProps & { isText: boolean }) {
  return isText ? <JsonTemplate {...props} /> : <JsonValue {...props} />;
}

function JsonTemplate(props: ControlProps) {
  const { nodeId } = useNodeForm();
  const [isLarge, setLarge] = useState(false);
  const cursor = useRef<CursorPlace['current']>(undefined);
  const toggleLarge = () => setLarge((before) => !before);
  const format = useJsonFormat(() => view);
  const { complete, extension, view, setView } = useTemplateField({ format, enlarge: toggleLarge });
  const text = shownText(props.value);
  const field = (className: string) => (
    <CodeMirror
      value={text}
      onChange={props.onChange}
      language="json"
      label={props.label}
      placeholder={props.placeholder}
      describedBy={props.describedBy}
      isInvalid={props.isInvalid ?? false}
      complete={complete}
      extension={extension}
      onView={setView}
      cursor={cursor}
      className={className}
    />
  );
  return (
    <div className="relative grid grid-cols-1 gap-1">
      {isLarge ? (
        <div className="code-area rounded-md border border-dashed" />
      ) : (
        field('code-area has-tools has-format')
      )}
      <FieldTools label={props.label} onFormat={format} onEnlarge={toggleLarge} />
      <TemplateValue source={text} label={props.label} isJson />
      <LargeView nodeId={nodeId} label={props.label} isOpen={isLarge} onOpenChange={setLarge} view={view}>
        <div className="flex h-full flex-col gap-2">
          <div className="min-h-0 flex-1">{field('code-editor-large')}</div>
          <TemplateValue source={text} label={props.label} isJson />
        </div>
      </LargeView>
    </div>
  );
}

/** A JSON value as text. Text that is not JSON yet stays in the field; the value stays what it was. */
export function JsonValue(props: ControlProps) {
  const [text, setText] = useState(() => toText(props.value));
  const [error, setError] = useState<string>();
  const written = useRef(props.value);
  const [view, setView] = useState<EditorView>();
  const format = useJsonFormat(() => view);
  const newest = useRef(format);
  newest.current = format;
  const [keys] = useState(() =>
    Prec.high(
      keymap.of([
        {
          key: 'Shift-Alt-f',
          run: () => {
            newest.current();
            return true;
          },
        },
      ]),
    ),
  );

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
    <div className="relative grid gap-1.5">
      <CodeMirror
        value={text}
        onChange={change}
        extension={keys}
        onView={setView}
        language="json"
        hasOwnUndo
        label={props.label}
        describedBy={props.describedBy}
        isInvalid={error !== undefined || (props.isInvalid ?? false)}
        className="code-area has-tools"
      />
      <FieldTools label={props.label} onFormat={format} />
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </div>
  );
}

const toText = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2));

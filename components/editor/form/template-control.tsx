import { useRef, useState } from 'react';
import { LargeView } from '../code/large-view.tsx';
import { CodeMirror, type CursorPlace } from './code-mirror.tsx';
import { FieldTools } from './field-tools.tsx';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { shownText } from './shown-text.ts';
import { TemplateValue } from './template-value.tsx';
import { useTemplateField } from './use-template-field.ts';

/** Text with `{{ }}`, which completes what is in scope and shows under it what it comes to. */
export function TemplateControl({ isMultiline = false, ...props }: ControlProps & { isMultiline?: boolean }) {
  const { nodeId } = useNodeForm();
  const [isLarge, setLarge] = useState(false);
  const cursor = useRef<CursorPlace['current']>(undefined);
  const toggleLarge = () => setLarge((before) => !before);
  const { complete, extension, view, setView } = useTemplateField(
    isMultiline ? { enlarge: toggleLarge } : {},
  );
  const text = shownText(props.value);
  const field = (className: string) => (
    <CodeMirror
      value={text}
      onChange={props.onChange}
      language={isMultiline ? 'template' : 'template-line'}
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
  if (!isMultiline) {
    return (
      <div className="grid grid-cols-1 gap-1">
        {field('code-line')}
        <TemplateValue source={text} label={props.label} />
      </div>
    );
  }
  return (
    <div className="relative grid grid-cols-1 gap-1">
      {isLarge ? <div className="code-area rounded-md border border-dashed" /> : field('code-area has-tools')}
      <FieldTools label={props.label} onEnlarge={toggleLarge} />
      <TemplateValue source={text} label={props.label} />
      <LargeView nodeId={nodeId} label={props.label} isOpen={isLarge} onOpenChange={setLarge} view={view}>
        <div className="flex h-full flex-col gap-2">
          <div className="min-h-0 flex-1">{field('code-editor-large')}</div>
          <TemplateValue source={text} label={props.label} />
        </div>
      </LargeView>
    </div>
  );
}

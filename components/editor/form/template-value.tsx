import { useDeferredValue, useMemo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { hasTemplate, type RenderedPart } from '#lib/template/template.ts';
import { previewTemplate, shortParts, shortText } from '../testing/preview-template.ts';
import { usePreviewScope } from '../testing/use-preview-scope.ts';
import { useNodeForm } from './node-form-context.ts';

interface TemplateValueProps {
  readonly source: string;
  /** What the field is called. */
  readonly label: string;
  readonly isJson?: boolean;
}

/** Under a template: its value for the event that is picked and for what the steps before gave. */
export function TemplateValue({ source, label, isJson = false }: TemplateValueProps) {
  const shown = useDeferredValue(source); // typing goes first
  return hasTemplate(shown) ? <Value source={shown} label={label} isJson={isJson} /> : null;
}

function Value({ source, label, isJson }: Required<TemplateValueProps>) {
  const scope = usePreviewScope(useNodeForm().nodeId);
  const preview = useMemo(
    () => (scope === undefined ? undefined : previewTemplate(source, isJson, scope)),
    [source, isJson, scope],
  );
  if (preview === undefined) return null;
  const isNothing = preview.kind === 'value' && (preview.value === null || preview.value === '');
  return (
    <div
      role="note"
      aria-label={`Value of ${label}`}
      className={cn(
        'flex min-w-0 gap-1.5 px-1 text-xs leading-snug',
        preview.kind === 'error' ? 'text-danger-text' : 'text-muted-foreground',
      )}
    >
      <span aria-hidden="true" className="text-faint-foreground">
        =
      </span>
      {preview.kind === 'value' && !isNothing ? (
        <span className="line-clamp-3 min-w-0 font-mono text-foreground break-words whitespace-pre-wrap">
          {preview.parts === undefined ? shortText(preview.value) : <WithHoles parts={preview.parts} />}
        </span>
      ) : (
        <span className="min-w-0 text-pretty break-words">
          {preview.kind === 'value'
            ? `${preview.value === null ? 'null' : 'empty text'}: the test event has nothing there.`
            : preview.kind === 'unknown'
              ? preview.reason
              : preview.message}
        </span>
      )}
    </div>
  );
}

/** A text in which it can be seen where something is missing. What is sent has nothing there. */
function WithHoles({ parts }: { parts: readonly RenderedPart[] }) {
  return shortParts(parts).map(({ text, isValue }, index) =>
    isValue && text === '' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other identity
      <span key={index} className="text-muted-foreground italic">
        ‹nothing›
      </span>
    ) : (
      text
    ),
  );
}

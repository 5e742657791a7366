import { compileJsonTemplate } from '#lib/template/json-template.ts';
import { compileTemplate, type RenderedPart, renderParts } from '#lib/template/template.ts';
import { isTemplateError } from '#lib/template/template-error.ts';
import { type PreviewScope, unknownReason } from './preview-scope.ts';

export type TemplatePreview =
  /** `parts` where a text has a hole: an output that gave nothing. */
  | { readonly kind: 'value'; readonly value: unknown; readonly parts?: readonly RenderedPart[] }
  /** It depends on what only a run knows. */
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'error'; readonly message: string };

/** The value of a template in a scope; undefined where it cannot be read, which the field itself says. */
export const previewTemplate = (
  source: string,
  isJson: boolean,
  scope: PreviewScope,
): TemplatePreview | undefined => {
  const compiled = compiledOf(source, isJson);
  if (compiled === undefined) return undefined;
  const reason = unknownReason(compiled.references, scope);
  if (reason !== undefined) return { kind: 'unknown', reason };
  try {
    const value = compiled.render(scope.values);
    const parts = isJson || typeof value !== 'string' ? undefined : renderParts(source, scope.values);
    const hasHole = parts?.some(({ text, isValue }) => isValue && text === '') === true;
    return hasHole ? { kind: 'value', value, parts } : { kind: 'value', value };
  } catch (error) {
    if (isTemplateError(error)) return { kind: 'error', message: error.message };
    throw error;
  }
};

const compiledOf = (source: string, isJson: boolean) => {
  try {
    return isJson ? compileJsonTemplate(source) : compileTemplate(source);
  } catch (error) {
    if (isTemplateError(error)) return undefined;
    throw error;
  }
};

/** The parts of a text, cut behind `length` characters. */
export const shortParts = (parts: readonly RenderedPart[], length = 400): readonly RenderedPart[] => {
  let left = length;
  return parts.flatMap((part) => {
    if (left < 0) return [];
    const text = shortText(part.text, left);
    left -= part.text.length;
    return [{ ...part, text }];
  });
};

/** A value on one line, cut where it is long. */
export const shortText = (value: unknown, length = 400): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  return text.length > length ? `${text.slice(0, length)}…` : text;
};

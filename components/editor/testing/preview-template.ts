import { compileJsonTemplate } from '#lib/template/json-template.ts';
import { compileTemplate } from '#lib/template/template.ts';
import { isTemplateError } from '#lib/template/template-error.ts';
import { type PreviewScope, unknownReason } from './preview-scope.ts';

export type TemplatePreview =
  | { readonly kind: 'value'; readonly value: unknown }
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
    return { kind: 'value', value: compiled.render(scope.values) };
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

/** A value on one line, cut where it is long. */
export const shortText = (value: unknown, length = 400): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  return text.length > length ? `${text.slice(0, length)}…` : text;
};

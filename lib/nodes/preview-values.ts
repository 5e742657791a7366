import { compileJsonTemplate } from '#lib/template/json-template.ts';
import { type CompiledTemplate, compileTemplate } from '#lib/template/template.ts';
import { isVisible } from './field-meta.ts';
import { isJsonField } from './template-issues.ts';

/** Whether a text is a template, so that what it gives is not known before the flow runs. */
export const isTemplateText = (value: unknown): boolean =>
  typeof value === 'string' && /\{\{|\{%/.test(value);

/** What stands for a whole JSON object that a template gives. */
const UNKNOWN_FIELDS = '…';

/** JSON fields that need not be an object: an expression may stand in their place. */
const MAY_BE_ANY: ReadonlySet<string> = new Set(['body', 'tools']);

/**
 * The values of a parsed config before any flow runs: texts and JSON whose templates read nothing are filled in, all
 * other templates stand as they are written. `undefined` where tags leave open what the JSON will be.
 */
export const previewValues = (
  definition: { readonly config: Parameters<typeof isVisible>[0]; readonly verbatim: readonly string[] },
  config: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined => {
  const values: Record<string, unknown> = { ...config };
  for (const [key, value] of Object.entries(config)) {
    if (definition.verbatim.includes(key) || !isVisible(definition.config, config, key)) continue;
    if (typeof value === 'string' && isJsonField(definition.config, key)) {
      const shown = previewJson(value);
      if (!shown.isKnown) return undefined;
      const isOpen = isTemplateText(shown.value) && !MAY_BE_ANY.has(key);
      values[key] = isOpen ? { [UNKNOWN_FIELDS]: shown.value } : shown.value;
    } else {
      values[key] = previewText(value);
    }
  }
  return values;
};

const previewText = (value: unknown): unknown => {
  if (typeof value === 'string') return filledIn(value, compileTemplate) ?? value;
  if (Array.isArray(value)) return value.map(previewText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, previewText(inner)]));
};

/** What a template gives that reads nothing; undefined for every other one. */
const filledIn = (source: string, compile: (source: string) => CompiledTemplate): unknown => {
  try {
    const { references, memory, render } = compile(source);
    return references.length === 0 && memory.length === 0 ? render({}) : undefined;
  } catch {
    return undefined; // it cannot be read: the checks of the form say why
  }
};

type PreviewJson = { readonly isKnown: true; readonly value: unknown } | { readonly isKnown: false };

const previewJson = (source: string): PreviewJson => {
  if (source.trim() === '') return { isKnown: true, value: undefined };
  const value = filledIn(source, compileJsonTemplate);
  if (value !== undefined) return { isKnown: true, value };
  try {
    return { isKnown: true, value: JSON.parse(withQuotedOutputs(source)) };
  } catch {
    return { isKnown: false };
  }
};

/** JSON text in which each `{{ }}` is a text, or a part of the text around it. */
const withQuotedOutputs = (source: string): string => {
  let text = '';
  let inString = false;
  for (let at = 0; at < source.length; at += 1) {
    const end = source.startsWith('{{', at) ? source.indexOf('}}', at) : -1;
    if (end !== -1) {
      const quoted = JSON.stringify(source.slice(at, end + 2));
      text += inString ? quoted.slice(1, -1) : quoted;
      at = end + 1;
    } else if (inString && source[at] === '\\') {
      text += source.slice(at, at + 2);
      at += 1;
    } else {
      if (source[at] === '"') inString = !inString;
      text += source[at];
    }
  }
  return text;
};

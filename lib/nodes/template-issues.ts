import type { z } from 'zod';
import { checkJsonTemplate } from '#lib/template/json-template.ts';
import { checkTemplate } from '#lib/template/template.ts';
import type { TemplateError } from '#lib/template/template-error.ts';
import { metaOf } from './field-meta.ts';

interface TemplateIssue {
  readonly path: (string | number)[];
  readonly message: string;
}

type Check = (source: string) => TemplateError | undefined;

const issuesIn = (value: unknown, path: (string | number)[], check: Check): TemplateIssue[] => {
  if (typeof value === 'string') {
    const error = check(value);
    return error === undefined ? [] : [{ path, message: error.message }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => issuesIn(item, [...path, index], check));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => issuesIn(item, [...path, key], check));
};

/** Whether a field holds template text that must give JSON. */
export const isJsonField = (config: z.ZodObject, key: string): boolean =>
  metaOf(config, key).control === 'json';

const isEmpty = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

const checkJson: Check = (source) => (isEmpty(source) ? undefined : checkJsonTemplate(source));

/** The templates of a config that cannot be read, with the path of their field. */
export const templateIssues = (
  config: z.ZodObject,
  verbatim: readonly string[],
  values: Record<string, unknown>,
): readonly TemplateIssue[] =>
  Object.entries(values)
    .filter(([key]) => !verbatim.includes(key))
    .flatMap(([key, value]) => issuesIn(value, [key], isJsonField(config, key) ? checkJson : checkTemplate));

import type { z } from 'zod';
import { compileJsonTemplate } from '#lib/template/json-template.ts';
import type { MemoryNeed, Reference } from '#lib/template/references.ts';
import { type CompiledTemplate, compileTemplate } from '#lib/template/template.ts';
import { isVisible } from './field-meta.ts';
import { isJsonField } from './template-issues.ts';

type Render = (scope: object) => unknown;
type Compile = (source: string) => CompiledTemplate;

/** A config whose templates were read once. */
export interface CompiledConfig {
  /** All fields, templates rendered. Throws a TemplateError. */
  readonly render: (scope: object) => Record<string, unknown>;
  /** The fields worth recording: those that the form shows and that are not verbatim. */
  readonly recorded: readonly string[];
  readonly memory: readonly MemoryNeed[];
  readonly readsSecrets: boolean;
}

const renderer = (value: unknown, compile: Compile): Render => {
  if (typeof value === 'string') return compile(value).render;
  if (Array.isArray(value)) {
    const items = value.map((item) => renderer(item, compile));
    return (scope) => items.map((render) => render(scope));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, renderer(item, compile)] as const);
    return (scope) => Object.fromEntries(entries.map(([key, render]) => [key, render(scope)]));
  }
  return () => value;
};

/** An empty JSON field is no value, not a mistake: whether it may be empty is the definition's check. */
const compileJson: Compile = (source) =>
  source.trim() === ''
    ? { render: () => undefined, references: [], memory: [] }
    : compileJsonTemplate(source);

const needKey = ({ scope, key }: MemoryNeed): string => JSON.stringify([scope, key]);

const uniqueNeeds = (needs: readonly MemoryNeed[]): MemoryNeed[] => [
  ...new Map(needs.map((need) => [needKey(need), need])).values(),
];

/**
 * Reads every template of a config that parsed, once. Fields that the form hides keep their raw value and are
 * not rendered. Throws a TemplateError, which the definition's check reports before publishing.
 */
export const compileConfig = (
  definition: { readonly config: z.ZodObject; readonly verbatim: readonly string[] },
  config: Record<string, unknown>,
): CompiledConfig => {
  const references: Reference[] = [];
  const needs: MemoryNeed[] = [];
  const gather =
    (compile: Compile): Compile =>
    (source) => {
      const template = compile(source);
      references.push(...template.references);
      needs.push(...template.memory);
      return template;
    };
  const text = gather(compileTemplate);
  const json = gather(compileJson);

  const shown = Object.keys(config).filter((key) => isVisible(definition.config, config, key));
  const recorded = shown.filter((key) => !definition.verbatim.includes(key));
  const renderers = recorded.map(
    (key) => [key, renderer(config[key], isJsonField(definition.config, key) ? json : text)] as const,
  );
  return {
    render: (scope) => {
      const values = { ...config };
      for (const [key, render] of renderers) values[key] = render(scope);
      return values;
    },
    recorded,
    memory: uniqueNeeds(needs),
    readsSecrets: references.some(({ root }) => root === 'secrets'),
  };
};

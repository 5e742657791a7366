import type { z } from 'zod';
import type { Handle, NodeSpec } from '#lib/graph/node-spec.ts';
import { isVisible, metaOf } from './field-meta.ts';
import { templateIssues } from './template-issues.ts';

/** A node type with the types of its config kept: what `defineRun` needs beside the spec. */
export interface NodeDefinition<
  Config extends z.ZodObject = z.ZodObject,
  HandleId extends string = string,
  Verbatim extends string = string,
> extends NodeSpec {
  readonly config: Config;
  readonly outputs: (config: Record<string, unknown>) => readonly (Handle & { readonly id: HandleId })[];
  readonly verbatim: readonly Verbatim[];
}

/** Something to mend in a config: where, and a sentence that says what to do. */
export interface ConfigIssue {
  readonly path: (string | number)[];
  readonly message: string;
}

interface Draft<Config extends z.ZodObject, HandleId extends string, Verbatim extends string>
  extends Omit<NodeSpec<Config>, 'outputs' | 'verbatim' | 'initial'> {
  readonly outputs: (config: Record<string, unknown>) => readonly (Handle & { readonly id: HandleId })[];
  readonly verbatim?: readonly Verbatim[];
  readonly initial: Partial<z.input<Config>>;
}

/**
 * A node type. Its `check` also reports templates that cannot be read, and says nothing of fields that the form
 * hides.
 */
export const defineNode = <
  Config extends z.ZodObject,
  const HandleId extends string,
  const Verbatim extends string = never,
>(
  draft: Draft<Config, HandleId, Verbatim>,
): NodeDefinition<Config, HandleId, Verbatim> => {
  const { check, verbatim = [], ...rest } = draft;
  const ownIssues = (config: Record<string, unknown>): readonly ConfigIssue[] => {
    if (check === undefined) return [];
    const parsed = draft.config.safeParse(config);
    return parsed.success ? check(parsed.data) : [];
  };
  return {
    ...rest,
    verbatim,
    check: (config) =>
      [
        ...ownIssues(config),
        ...namelessRows(draft.config, config),
        ...templateIssues(draft.config, verbatim, config),
      ].filter(({ path: [key] }) => isVisible(draft.config, config, String(key))),
  };
};

const namelessRows = (schema: z.ZodObject, config: Record<string, unknown>): ConfigIssue[] =>
  Object.entries(config)
    .filter(([key]) => metaOf(schema, key).control === 'key-values')
    .flatMap(([key, rows]) =>
      (Array.isArray(rows) ? rows : []).flatMap((row: unknown, index) =>
        hasName(row) ? [] : [{ path: [key, index, 'name'], message: 'Enter a name, or remove the row.' }],
      ),
    );

const hasName = (row: unknown): boolean =>
  typeof row === 'object' &&
  row !== null &&
  'name' in row &&
  typeof row.name === 'string' &&
  row.name.trim() !== '';

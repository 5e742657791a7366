import type { Template } from 'liquidjs';
import { directReader, type Reader } from './direct.ts';
import { TextEmitter } from './emitters.ts';
import { unwrap } from './inserted.ts';
import { inserted, partsOf } from './parts.ts';
import { findReferences, type MemoryNeed, memoryNeeds, type Reference } from './references.ts';
import { evaluate, hasTemplate, parse, renderInto, singleOutput } from './rendering.ts';
import { isTemplateError, type TemplateError } from './template-error.ts';

/** A template that was read once and can be rendered any number of times. */
export interface CompiledTemplate {
  /**
   * The text for this scope; a template that is exactly one `{{ expression }}` gives the value with its type,
   * null where it is missing. Throws a TemplateError.
   */
  readonly render: (scope: object) => unknown;
  readonly references: readonly Reference[];
  /** Remembered values to load into `scope.memory` first. */
  readonly memory: readonly MemoryNeed[];
}

export { hasTemplate };

/** Reads a template. Throws a TemplateError that says where it is wrong. */
export const compileTemplate = (source: string): CompiledTemplate => {
  if (!hasTemplate(source)) return { render: () => source, references: [], memory: [] };
  const templates = parse(source);
  const references = findReferences(templates);
  return {
    render: valueRenderer(templates, references) ?? textRenderer(templates),
    references,
    memory: memoryNeeds(references),
  };
};

/** For a text that is exactly one output: its value with its type. */
const valueRenderer = (templates: Template[], references: readonly Reference[]): Reader | undefined => {
  const output = singleOutput(templates);
  if (output === undefined) return undefined;
  const read = directReader(output, references);
  return read ? (scope) => read(scope) ?? null : (scope) => unwrap(evaluate(output, scope));
};

/** Without tags the parts are put together here, which is several times as fast as Liquid's own way. */
const textRenderer = (templates: Template[]): Reader => {
  const parts = partsOf(templates);
  if (parts === undefined) return (scope) => renderInto(templates, scope, new TextEmitter());
  return (scope) => {
    const emitter = new TextEmitter();
    for (const part of parts) emitter.write(typeof part === 'string' ? part : part(scope));
    return emitter.buffer;
  };
};

/** One part of a rendered text: what the template says itself, or the value of an output as it stands in the text. */
export interface RenderedPart {
  readonly text: string;
  readonly isValue: boolean;
}

/**
 * What a template gives, part by part, for those who show which part is which; `undefined` where its tags leave no
 * parts. Throws a TemplateError.
 */
export const renderParts = (source: string, scope: object): readonly RenderedPart[] | undefined =>
  partsOf(parse(source))?.map((part) =>
    typeof part === 'string'
      ? { text: part, isValue: false }
      : { text: inserted(part, scope).toString(), isValue: true },
  );

/** The references of a template; none where it cannot be read. Safe in the browser. */
export const templateReferences = (source: string): readonly Reference[] => {
  try {
    return compileTemplate(source).references;
  } catch {
    return []; // a draft may hold half a template; checkTemplate tells what is wrong with it
  }
};

/** What is wrong with a template, or undefined. Safe in the browser. */
export const checkTemplate = (source: string): TemplateError | undefined => {
  try {
    compileTemplate(source);
    return undefined;
  } catch (error) {
    if (isTemplateError(error)) return error;
    throw error;
  }
};

import type { Template } from 'liquidjs';
import { insideString, JsonEmitter, OutlineEmitter, outsideString } from './emitters.ts';
import { Inserted, JsonText } from './inserted.ts';
import { inserted, partsOf } from './parts.ts';
import { findReferences, memoryNeeds } from './references.ts';
import { evaluate, hasTemplate, parse, renderInto, singleOutput } from './rendering.ts';
import type { CompiledTemplate } from './template.ts';
import { isTemplateError, TemplateError } from './template-error.ts';

const EXCERPT = 60;
const POSITION = /at position (\d+)/;

const notJson = (text: string, what: string, error: unknown): TemplateError => {
  const said = error instanceof Error ? error.message : String(error);
  const offset = Number(POSITION.exec(said)?.[1] ?? text.length);
  const before = text.slice(0, offset).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const from = Math.max(0, offset - EXCERPT / 2);
  const near = text.slice(from, from + EXCERPT).replace(/\s+/g, ' ');
  const message = `${what} is not JSON at line ${line}, column ${column}, near: ${near || '(its end)'}`;
  return new TemplateError('template.not-json', message, line, column, error);
};

const parseJson = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson(text, what, error);
  }
};

const FILLED_IN = 'The text with its values filled in';

const jsonValue = (wrapped: unknown): unknown => {
  const value = wrapped instanceof Inserted ? wrapped.value : wrapped;
  return value instanceof JsonText ? parseJson(value.text, FILLED_IN) : (value ?? null);
};

/**
 * Reads a template whose text is JSON; `render` gives the value that the JSON stands for. Every `{{ }}` is
 * encoded for its place: `{"name": {{ a }}}` inserts a whole JSON value, `{"text": "Hello {{ a }}"}` escapes
 * it inside the string. Throws a TemplateError, also from `render` where the outcome is not JSON.
 */
export const compileJsonTemplate = (source: string): CompiledTemplate => {
  if (!hasTemplate(source)) {
    const text = JSON.stringify(parseJson(source, 'The text'));
    return { render: () => JSON.parse(text), references: [], memory: [] };
  }
  const templates = parse(source);
  const references = findReferences(templates);
  const output = singleOutput(templates);
  const renderText = textRenderer(templates);
  return {
    render: output
      ? (scope) => jsonValue(evaluate(output, scope))
      : (scope) => parseJson(renderText(scope), FILLED_IN),
    references,
    memory: memoryNeeds(references),
  };
};

/** Without tags the places of all values are known beforehand: inside a string, or between JSON tokens. */
const textRenderer = (templates: Template[]): ((scope: object) => string) => {
  const parts = partsOf(templates);
  if (parts === undefined) return (scope) => renderInto(templates, scope, new JsonEmitter());
  const outline = new JsonEmitter();
  const pieces = parts.map((part) => {
    if (typeof part !== 'string')
      return { read: part, encode: outline.inString ? insideString : outsideString };
    outline.write(part);
    return part;
  });
  return (scope) =>
    pieces
      .map((piece) => (typeof piece === 'string' ? piece : piece.encode(inserted(piece.read, scope).value)))
      .join('');
};

const HAS_TAG = /\{%/;

/**
 * What is wrong with a JSON template, or undefined. Its own text is checked as JSON too, unless it has tags
 * (`{% if %}`), whose text depends on values. Safe in the browser.
 */
export const checkJsonTemplate = (source: string): TemplateError | undefined => {
  try {
    compileJsonTemplate(source);
    if (HAS_TAG.test(source) || !hasTemplate(source)) return undefined;
    parseJson(renderInto(parse(source), {}, new OutlineEmitter()), 'The text');
    return undefined;
  } catch (error) {
    if (isTemplateError(error)) return error;
    throw error;
  }
};

import { Context, type Emitter, Output, type Template, TokenKind, toValueSync } from 'liquidjs';
import { TextEmitter } from './emitters.ts';
import { engine } from './engine.ts';
import { fromLiquid } from './liquid-error.ts';

const MARK = /\{\{|\{%/;

/** Whether the text has anything to render. */
export const hasTemplate = (text: string): boolean => MARK.test(text);

/** Reads a template. Throws a TemplateError. */
export const parse = (source: string): Template[] => {
  try {
    return engine.parse(source);
  } catch (error) {
    throw fromLiquid(error, 'template.syntax');
  }
};

const contextFor = (scope: object): Context => new Context(scope, engine.options, { sync: true });

/** What the emitter holds after the templates were rendered into it. Throws a TemplateError. */
export const renderInto = (templates: Template[], scope: object, emitter: Emitter): string => {
  try {
    toValueSync(engine.renderer.renderTemplates(templates, contextFor(scope), emitter));
  } catch (error) {
    throw fromLiquid(error, 'template.render');
  }
  return emitter.buffer;
};

const isBlank = ({ token }: Template): boolean =>
  token.kind === TokenKind.HTML && token.getText().trim() === '';

/** What a stretch of text between outputs and tags writes; `undefined` for an output or a tag. */
export const fixedText = (template: Template): string | undefined => {
  if (template.token.kind !== TokenKind.HTML) return undefined;
  const emitter = new TextEmitter();
  renderInto([template], {}, emitter);
  return emitter.buffer;
};

/** The output of a text that is exactly one `{{ expression }}`, blanks around it apart. */
export const singleOutput = (templates: Template[]): Output | undefined => {
  const [only, ...others] = templates.filter((template) => !isBlank(template));
  return others.length === 0 && only instanceof Output ? only : undefined;
};

/** The value of one output, wrapped as the engine does. Throws a TemplateError. */
export const evaluate = (output: Output, scope: object): unknown => {
  try {
    return toValueSync(output.value.value(contextFor(scope)));
  } catch (error) {
    throw fromLiquid(error, 'template.render', output.token);
  }
};

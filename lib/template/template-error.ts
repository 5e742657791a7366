/** Stable; the table with causes and cures is in docs/templates.md. */
export type TemplateErrorCode =
  | 'template.syntax'
  | 'template.unknown-tag'
  | 'template.unknown-filter'
  | 'template.too-long'
  | 'template.limit'
  | 'template.render'
  | 'template.not-json';

/** A template that cannot be read or rendered, with the 1-based place in its own text. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly code: TemplateErrorCode;
  readonly line: number;
  readonly column: number;

  constructor(code: TemplateErrorCode, message: string, line: number, column: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.line = line;
    this.column = column;
  }
}

const TEMPLATE_CODE = /^template\./;

/** Whether `error` is a TemplateError, also one of another copy of this module. */
export const isTemplateError = (error: unknown): error is TemplateError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  TEMPLATE_CODE.test(error.code);

import type { Formatted } from './format-code.ts';
import type {
  CodeCompletion,
  CodeInfo,
  CodeProblem,
  CodeSignature,
  Span,
  StepCode,
} from './step-language.ts';

/** What the editor asks of the worker that holds TypeScript. */
export type Ask =
  | { readonly kind: 'open'; readonly step: StepCode }
  | { readonly kind: 'completions'; readonly step: StepCode; readonly at: number }
  | { readonly kind: 'details'; readonly step: StepCode; readonly at: number; readonly name: string }
  | { readonly kind: 'info'; readonly step: StepCode; readonly at: number }
  | { readonly kind: 'signature'; readonly step: StepCode; readonly at: number }
  | { readonly kind: 'problems'; readonly step: StepCode }
  | { readonly kind: 'definition'; readonly step: StepCode; readonly at: number }
  | { readonly kind: 'format'; readonly step: StepCode; readonly at: number };

export type Answer =
  | { readonly kind: 'open' }
  | { readonly kind: 'completions'; readonly completions: readonly CodeCompletion[] }
  | { readonly kind: 'details'; readonly info: CodeInfo | undefined }
  | { readonly kind: 'info'; readonly info: (CodeInfo & Span) | undefined }
  | { readonly kind: 'signature'; readonly signature: CodeSignature | undefined }
  | { readonly kind: 'problems'; readonly problems: readonly CodeProblem[] }
  | { readonly kind: 'definition'; readonly span: Span | undefined }
  | { readonly kind: 'format'; readonly formatted: Formatted }
  /** It could not be worked out: a fault of TypeScript or Prettier, said in the console. */
  | { readonly kind: 'failed'; readonly message: string };

/** A message to or from the worker, with the number that ties an answer to what was asked. */
export interface Numbered<Content> {
  readonly number: number;
  readonly content: Content;
}

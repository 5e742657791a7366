import type { GraphIssue } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { errorsFirst, validate } from '#lib/graph/validate.ts';
import type { Editor } from './editor-context.tsx';

/** Everything that should be mended in a draft, as far as the editor knows: errors first. */
export const draftIssues = (
  document: GraphDocument,
  { specs, secretNames, codeCheck }: Pick<Editor, 'specs' | 'secretNames' | 'codeCheck'>,
): readonly GraphIssue[] =>
  errorsFirst([...validate(document, specs, { secretNames }), ...codeCheck.issuesIn(document)]);

import type { CompletionSource } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { useEffect, useMemo, useRef, useState } from 'react';
import { usePreviewScope } from '../testing/use-preview-scope.ts';
import { useTestingState } from '../testing/use-testing.ts';
import { useNodeForm } from './node-form-context.ts';
import { templateCompletion } from './scope-completion.ts';
import { checkTemplateAgain, templateExtension } from './template-extension.ts';

interface TemplateField {
  readonly complete: CompletionSource;
  readonly extension: Extension;
  readonly view: EditorView | undefined;
  readonly setView: (view: EditorView | undefined) => void;
}

/** What a field with templates gives to its CodeMirror: completion with values, chips, errors and its keys. */
export const useTemplateField = (
  actions: { readonly format?: () => void; readonly enlarge?: () => void } = {},
): TemplateField => {
  const form = useNodeForm();
  const scope = usePreviewScope(form.nodeId);
  const [view, setView] = useState<EditorView>();
  // The field is made once; what it asks for is always the newest.
  const newest = useRef({ form, scope, actions });
  newest.current = { form, scope, actions };
  const hasFormat = actions.format !== undefined;
  const hasLargeView = actions.enlarge !== undefined;

  const complete = useMemo(
    () =>
      templateCompletion(
        () => newest.current.form.names(),
        () => newest.current.scope?.values ?? {},
      ),
    [],
  );
  const extension = useMemo(
    () =>
      templateExtension({
        guide: () => newest.current.form.guide(),
        ...(hasFormat ? { format: () => newest.current.actions.format?.() } : {}),
        ...(hasLargeView ? { enlarge: () => newest.current.actions.enlarge?.() } : {}),
      }),
    [hasFormat, hasLargeView],
  );
  const results = useTestingState((state) => state.results);
  const stale = useTestingState((state) => state.stale);
  const pins = useTestingState((state) => state.pins);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form is another one when the flow changed
  useEffect(() => {
    if (view !== undefined) checkTemplateAgain(view);
  }, [view, form, results, stale, pins]);
  return { complete, extension, view, setView };
};

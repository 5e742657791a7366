import { useMemo } from 'react';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { type PreviewScope, previewScope } from './preview-scope.ts';
import { useTestingState } from './use-testing.ts';

/** What templates of a node can name now; undefined while there is no event to fill them from. */
export const usePreviewScope = (nodeId: string): PreviewScope | undefined => {
  const { specs, secretNames } = useEditor();
  const document = useEditorState((state) => state.document);
  const event = useTestingState((state) => state.event);
  const results = useTestingState((state) => state.results);
  const pins = useTestingState((state) => state.pins);
  return useMemo(
    () =>
      event?.ok === true
        ? previewScope({ document, specs, secretNames, results, pins }, nodeId, event.body)
        : undefined,
    [document, specs, secretNames, results, pins, nodeId, event],
  );
};

import { useMemo } from 'react';
import { useEditor, useEditorState } from '../editor-context.tsx';
import type { EditorStore } from '../store.ts';
import { createPreviewScopes, type PreviewScope } from './preview-scope.ts';
import { useTestingState } from './use-testing.ts';

const scopes = new WeakMap<EditorStore, ReturnType<typeof createPreviewScopes>>();

const scopesOf = (store: EditorStore): ReturnType<typeof createPreviewScopes> => {
  const found = scopes.get(store);
  if (found !== undefined) return found;
  const created = createPreviewScopes();
  scopes.set(store, created);
  return created;
};

/**
 * What templates of a node can name now; undefined while there is no event to fill them from. The same object for all
 * fields of a node, for as long as nothing before the node changes.
 */
export const usePreviewScope = (nodeId: string): PreviewScope | undefined => {
  const { store, specs, secretNames } = useEditor();
  const document = useEditorState((state) => state.document);
  const event = useTestingState((state) => state.event);
  const results = useTestingState((state) => state.results);
  const pins = useTestingState((state) => state.pins);
  return useMemo(
    () =>
      event?.ok === true
        ? scopesOf(store)({ document, specs, secretNames, results, pins }, nodeId, event.body)
        : undefined,
    [store, document, specs, secretNames, results, pins, nodeId, event],
  );
};

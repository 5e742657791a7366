import { setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { toast } from 'sonner';
import { useEditor } from '../editor-context.tsx';
import { replaceText } from '../form/replace-text.ts';
import { languageClient } from './language-client.ts';
import type { StepPlace } from './language-extension.ts';

/** Formats the code of a step, as one step of undo. Where it cannot be read, that is shown and nothing changes. */
export const useCodeFormat = (view: EditorView | undefined, place: StepPlace): (() => Promise<void>) => {
  const { store } = useEditor();
  return async () => {
    if (view === undefined) return;
    const source = view.state.doc.toString();
    const step = { language: place.language, source, declarations: place.declarations() };
    languageClient.start(step);
    const answer = await languageClient.ask({ kind: 'format', step, at: view.state.selection.main.head });
    if (answer?.kind !== 'format') {
      toast.error('The code could not be formatted', {
        id: 'format',
        description: 'What formats it could not be loaded. Reload the page to try again.',
      });
      return;
    }
    if (view.state.doc.toString() !== source) return; // written on meanwhile
    const { formatted } = answer;
    if (formatted.ok) {
      store.getState().endStep();
      replaceText(view, formatted.text, formatted.cursor);
      store.getState().endStep();
      return;
    }
    view.dispatch(
      setDiagnostics(view.state, [
        {
          from: Math.max(0, Math.min(formatted.at, source.length - 1)),
          to: Math.min(source.length, formatted.at + 1),
          severity: 'error',
          message: formatted.message,
        },
      ]),
      { selection: { anchor: formatted.at }, scrollIntoView: true },
    );
    view.focus();
    toast.error('Nothing was formatted', { id: 'format', description: formatted.message });
  };
};

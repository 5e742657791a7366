import type { EditorView } from '@codemirror/view';
import { toast } from 'sonner';
import { checkJsonTemplate } from '#lib/template/json-template.ts';
import { useEditor } from '../editor-context.tsx';
import { replaceText } from '../form/replace-text.ts';
import { formatJson } from './format-json.ts';

/** Formats a JSON field, as one step of undo. Where it is not JSON, that is shown and nothing changes. */
export const useJsonFormat = (viewOf: () => EditorView | undefined): (() => void) => {
  const { store } = useEditor();
  return () => {
    const view = viewOf();
    if (view === undefined) return;
    const source = view.state.doc.toString();
    if (source.trim() === '') return;
    if (source.includes('{%')) {
      refuse('Where lines begin and end is part of a text with {% %}.');
      return;
    }
    const error = checkJsonTemplate(source);
    if (error !== undefined) {
      const line = view.state.doc.line(Math.min(Math.max(1, error.line), view.state.doc.lines));
      const at = Math.min(line.to, line.from + Math.max(0, error.column - 1));
      view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
      view.focus();
      refuse(error.message);
      return;
    }
    const { endStep } = store.getState();
    endStep();
    replaceText(view, formatJson(source));
    endStep();
  };
};

const refuse = (description: string): void => {
  toast.error('Nothing was formatted', { id: 'format', description });
};

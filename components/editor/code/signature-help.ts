import { type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { CodeSignature } from './step-language.ts';

const setSignature = StateEffect.define<
  { readonly signature: CodeSignature; readonly at: number } | undefined
>();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update: (tooltip, transaction) => {
    for (const effect of transaction.effects) {
      if (effect.is(setSignature)) return effect.value === undefined ? null : tooltipOf(effect.value);
    }
    return tooltip === null ? null : { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

/** What a call takes, above the call while its arguments are written; Ctrl/Cmd+Shift+Space asks for it. */
export const signatureHelp = (ask: (view: EditorView) => Promise<CodeSignature | undefined>): Extension => {
  const show = async (view: EditorView): Promise<void> => {
    const at = view.state.selection.main.head;
    const signature = await ask(view);
    if (view.state.selection.main.head !== at) return; // written on meanwhile
    view.dispatch({ effects: setSignature.of(signature === undefined ? undefined : { signature, at }) });
  };
  const close = (view: EditorView): boolean => {
    if (view.state.field(shown) === null) return false;
    view.dispatch({ effects: setSignature.of(undefined) });
    return true;
  };
  return [
    shown,
    ViewPlugin.define((view) => ({
      update: (update: ViewUpdate) => {
        if (!asks(update)) return;
        queueMicrotask(() => void show(view)); // an update may not dispatch
      },
    })),
    EditorView.domEventHandlers({ blur: (_event, view) => void close(view) }),
    Prec.high(
      keymap.of([
        {
          key: 'Mod-Shift-Space',
          run: (view) => {
            void show(view);
            return true;
          },
        },
      ]),
    ),
    keymap.of([{ key: 'Escape', run: close }]),
  ];
};

const asks = (update: ViewUpdate): boolean => {
  const isOpen = update.startState.field(shown) !== null;
  if (isOpen) return update.docChanged || update.selectionSet;
  if (!update.docChanged || !update.view.hasFocus) return false;
  const { head } = update.state.selection.main;
  return /[(,]/.test(update.state.sliceDoc(head - 1, head));
};

const tooltipOf = ({ signature, at }: { signature: CodeSignature; at: number }): Tooltip => ({
  pos: at,
  above: true,
  create: () => ({ dom: elementOf(signature) }),
});

const elementOf = ({ before, parameter, after, documentation, count }: CodeSignature): HTMLElement => {
  const element = document.createElement('div');
  element.className = 'cm-code-info';
  const line = document.createElement('div');
  line.className = 'cm-code-signature';
  const current = document.createElement('strong');
  current.textContent = parameter;
  line.append(before, current, after, count > 1 ? `  (+${count - 1})` : '');
  element.append(line);
  if (documentation !== '') {
    const about = document.createElement('div');
    about.className = 'cm-code-about';
    about.textContent = documentation;
    element.append(about);
  }
  return element;
};

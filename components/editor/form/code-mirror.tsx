'use client';

import {
  autocompletion,
  type Completion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder as placeholderText,
} from '@codemirror/view';
import './form.css';
import { useEffect, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { inputClasses } from '#components/ui/input.tsx';
import { kindBadge } from '../code/code-info.ts';
import { jsonErrors } from './code-syntax.ts';
import { codeTheme, templateHighlighting } from './code-theme.ts';
import { forgetTarget, takesReferences } from './reference-target.ts';
import { replaceText } from './replace-text.ts';

export type CodeLanguage = 'template-line' | 'template' | 'json' | 'javascript' | 'typescript';

export interface CodeMirrorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly language: CodeLanguage;
  /** What the field is called, for screen readers; CodeMirror cannot be the target of a label. */
  readonly label: string;
  readonly complete?: CompletionSource;
  readonly placeholder?: string | undefined;
  readonly isInvalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly className?: string;
  /** What a language needs beyond its syntax; as it is when the field is made. */
  readonly extension?: Extension;
  /** Where the cursor was when the field was last taken away, and is when it is made again. */
  readonly cursor?: CursorPlace;
  /** The text is the field's alone until it is taken over, and so is its undo. */
  readonly hasOwnUndo?: boolean;
  /** The view as soon as it is there; undefined when it is gone. */
  readonly onView?: (view: EditorView | undefined) => void;
}

export interface CursorPlace {
  current: { readonly anchor: number; readonly head: number } | undefined;
}

/** CodeMirror as a field. Undo is the editor's, unless told otherwise: there is one history for canvas and fields. */
export function CodeMirror(props: CodeMirrorProps) {
  const { value, language, label, placeholder, describedBy, isInvalid = false, className } = props;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const newest = useRef(props);
  newest.current = props;
  const attributes = useRef(new Compartment());

  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes later is passed on by the effects below
  useEffect(() => {
    if (parent.current === null) return;
    const created = new EditorView({
      parent: parent.current,
      doc: newest.current.value,
      ...selectionAt(newest.current),
      extensions: [
        languageOf(language),
        codeTheme,
        attributes.current.of(contentAttributes(newest.current)),
        placeholder === undefined ? [] : placeholderText(placeholder),
        newest.current.complete === undefined ? [] : takesReferences(isCode(language)),
        autocompletion({
          override: [(context) => newest.current.complete?.(context) ?? null],
          icons: false,
          addToOptions: [
            ...(isCode(language) ? [{ render: badgeOf, position: 20 }] : []),
            { render: spaceBeforeDetail, position: 79 },
          ],
          tooltipClass: () => 'nowheel',
        }),
        newest.current.extension ?? [],
        newest.current.hasOwnUndo ? [history(), keymap.of(historyKeymap)] : [],
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          const text = update.state.doc.toString();
          if (text !== newest.current.value) newest.current.onChange(text);
        }),
      ],
    });
    view.current = created;
    newest.current.onView?.(created);
    return () => {
      const { cursor } = newest.current;
      if (cursor !== undefined) {
        const { anchor, head } = created.state.selection.main;
        cursor.current = { anchor, head };
      }
      newest.current.onView?.(undefined);
      forgetTarget(created);
      created.destroy();
    };
  }, [language]);

  useEffect(() => {
    if (view.current !== undefined) replaceText(view.current, value);
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.current.reconfigure(contentAttributes({ label, isInvalid, describedBy, language })),
    });
  }, [label, isInvalid, describedBy, language]);

  return (
    <div
      ref={parent}
      aria-invalid={isInvalid}
      className={cn(inputClasses, 'code-field nodrag cursor-text overflow-hidden', className)}
    />
  );
}

/** A place that the text no longer has is its end. */
const selectionAt = ({
  cursor,
  value,
}: CodeMirrorProps): { selection?: { anchor: number; head: number } } => {
  const place = cursor?.current;
  if (place === undefined) return {};
  return {
    selection: { anchor: Math.min(place.anchor, value.length), head: Math.min(place.head, value.length) },
  };
};

const contentAttributes = (
  props: Pick<CodeMirrorProps, 'label' | 'isInvalid' | 'describedBy' | 'language'>,
): Extension =>
  EditorView.contentAttributes.of({
    'aria-label': props.label,
    ...(props.isInvalid ? { 'aria-invalid': 'true' } : {}),
    ...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy }),
    ...(props.language === 'template-line' ? { 'aria-multiline': 'false' } : {}),
    ...(isCode(props.language) ? { 'data-own-run-key': '' } : {}), // runs up to its step
    spellcheck: 'false',
    tabindex: '0', // what scrolls must hold something that takes the focus
  });

const badgeOf = ({ type }: Completion): HTMLElement => kindBadge(type);

/** The list shows a gap between a name and its detail; read out, they must not be one word either. */
const spaceBeforeDetail = ({ detail }: Completion): Text | null =>
  detail ? document.createTextNode(' ') : null;

const isCode = (language: CodeLanguage): boolean => language === 'javascript' || language === 'typescript';

const languageOf = (language: CodeLanguage): Extension => {
  switch (language) {
    case 'template-line':
      return [
        templateHighlighting,
        keymap.of([...completionEnter, { key: 'Enter', run: () => true }]),
        keymap.of(defaultKeymap),
        EditorView.clipboardInputFilter.of((text) => text.trim().replace(/\s*\n\s*/g, ' ')),
        drawSelection(),
      ];
    case 'template':
      return [templateHighlighting, keymap.of(defaultKeymap), EditorView.lineWrapping, drawSelection()];
    case 'json':
      return [
        json(),
        templateHighlighting,
        linter(jsonErrors, { delay: 400 }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap]),
        closeBrackets(),
        bracketMatching(),
        EditorView.lineWrapping,
        drawSelection(),
      ];
    case 'javascript':
    case 'typescript':
      return [
        javascript({ typescript: language === 'typescript' }),
        lineNumbers(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        EditorState.tabSize.of(2),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, indentWithTab]),
        drawSelection(),
      ];
    default:
      return language satisfies never;
  }
};

// In a field of one line Enter takes the chosen completion, and does nothing else.
const completionEnter = completionKeymap.filter((binding) => binding.key === 'Enter');

import { linter } from '@codemirror/lint';
import { type Extension, Prec, StateEffect } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { referenceChips, refreshChips } from './reference-chips.ts';
import { templateErrors } from './template-errors.ts';
import type { TemplateGuide } from './template-guide.ts';

interface TemplateActions {
  readonly guide: () => TemplateGuide;
  readonly format?: () => void;
  readonly enlarge?: () => void;
}

/** What fields with templates have beyond their syntax: chips for references, errors at their place, and keys. */
export const templateExtension = ({ guide, format, enlarge }: TemplateActions): Extension => [
  referenceChips(guide),
  linter(templateErrors(guide), {
    delay: 400,
    needsRefresh: ({ transactions }) =>
      transactions.some(({ effects }) => effects.some((effect) => effect.is(flowChanged))),
  }),
  Prec.high(
    keymap.of([
      ...(format === undefined ? [] : [{ key: 'Shift-Alt-f', run: () => done(format) }]),
      ...(enlarge === undefined ? [] : [{ key: 'Shift-Alt-l', run: () => done(enlarge) }]),
    ]),
  ),
];

const flowChanged = StateEffect.define();

/** Looks at the template again, since the steps around the node changed. */
export const checkTemplateAgain = (view: EditorView): void => {
  refreshChips(view);
  view.dispatch({ effects: flowChanged.of(null) });
};

const done = (action: () => void): boolean => {
  action();
  return true;
};

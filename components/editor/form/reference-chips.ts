import { type EditorState, type Extension, Prec, type Range, StateEffect } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view';
import { type ChipPlace, chipPlaces } from './chip-places.ts';
import { templateProblems } from './template-errors.ts';
import type { ReferenceLabel, TemplateGuide, TemplateProblem } from './template-guide.ts';

const lookAgain = StateEffect.define();

/** Draws the chips anew, since the steps around the node changed. */
export const refreshChips = (view: EditorView): void => view.dispatch({ effects: lookAgain.of(null) });

/**
 * Shows references as chips: they are one sign to the cursor, go with one Backspace, can be dragged, and are text
 * again while the cursor or an end of the selection is in them: after a double click, a second tap, F2 beside them, or
 * a search that found something in them.
 */
export const referenceChips = (guide: () => TemplateGuide): Extension => [
  chipPlugin(guide),
  Prec.high(keymap.of([{ key: 'F2', run: editChip }])),
];

const chipPlugin = (guide: () => TemplateGuide) =>
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = chipsIn(view.state, guide());
      }
      update({ docChanged, selectionSet, transactions, state }: ViewUpdate) {
        const isAsked = transactions.some(({ effects }) => effects.some((effect) => effect.is(lookAgain)));
        if (docChanged || selectionSet || isAsked) this.decorations = chipsIn(state, guide());
      }
    },
    {
      decorations: (plugin) => plugin.decorations,
      provide: (plugin) =>
        EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  );

const chipsIn = (state: EditorState, guide: TemplateGuide): DecorationSet => {
  const text = state.doc.toString();
  const { main } = state.selection;
  const places = chipPlaces(text);
  if (places.length === 0) return Decoration.none;
  const problems = templateProblems(text, guide);
  const chips = places.flatMap((place): Range<Decoration>[] => {
    const isOpen = [main.anchor, main.head].some((end) => end > place.from && end < place.to);
    if (isOpen) return [];
    const problem = problems.find(({ from }) => from >= place.from && from < place.to);
    const widget = new Chip(
      text.slice(place.from, place.to),
      guide.label(place.path),
      place.filters,
      problem,
      main.from === place.from && main.to === place.to,
    );
    return [Decoration.replace({ widget }).range(place.from, place.to)];
  });
  return Decoration.set(chips);
};

class Chip extends WidgetType {
  readonly #source: string;
  readonly #label: ReferenceLabel;
  readonly #filters: string;
  readonly #problem: TemplateProblem | undefined;
  readonly #isSelected: boolean;

  constructor(
    source: string,
    label: ReferenceLabel,
    filters: string,
    problem: TemplateProblem | undefined,
    isSelected: boolean,
  ) {
    super();
    this.#source = source;
    this.#label = label;
    this.#filters = filters;
    this.#problem = problem;
    this.#isSelected = isSelected;
  }

  override eq(other: Chip): boolean {
    return (
      this.#source === other.#source &&
      this.#label.text === other.#label.text &&
      this.#label.category === other.#label.category &&
      this.#problem?.message === other.#problem?.message &&
      this.#isSelected === other.#isSelected
    );
  }

  override toDOM(view: EditorView): HTMLElement {
    const chip = document.createElement('span');
    chip.className = 'cm-chip';
    chip.draggable = true;
    chip.dataset.category = this.#label.category;
    chip.dataset.label = this.#label.text;
    if (this.#filters !== '') chip.dataset.filters = this.#filters;
    chip.classList.toggle('is-wrong', this.#problem?.severity === 'error');
    chip.classList.toggle('is-doubtful', this.#problem?.severity === 'warning');
    chip.classList.toggle('is-selected', this.#isSelected);
    chip.title = this.#problem?.message ?? `${this.#source}: double-click or F2 to edit`;
    // What is seen is written by the style sheet; what is read out, searched and copied is the text itself.
    const text = document.createElement('span');
    text.className = 'sr-only';
    text.textContent = this.#source;
    chip.append(text);
    chip.addEventListener('click', () => clickChip(view, chip));
    return chip;
  }

  // The editor takes part in dragging; a click is the chip's own.
  override ignoreEvent(event: Event): boolean {
    return !/^drag|^drop/.test(event.type);
  }
}

/** The first click selects the chip, the second one opens it. */
const clickChip = (view: EditorView, chip: HTMLElement): void => {
  const from = view.posAtDOM(chip);
  const place = chipPlaces(view.state.doc.toString()).find((each) => each.from === from);
  if (place === undefined) return;
  const { main } = view.state.selection;
  view.focus();
  if (main.from === place.from && main.to === place.to) openChip(view, place);
  else view.dispatch({ selection: { anchor: place.from, head: place.to } });
};

const editChip = (view: EditorView): boolean => {
  const { main, ranges } = view.state.selection;
  if (ranges.length > 1) return false;
  const places = chipPlaces(view.state.doc.toString());
  const place =
    places.find(({ from, to }) => main.from === from && main.to === to) ??
    (main.empty
      ? (places.find(({ to }) => to === main.head) ?? places.find(({ from }) => from === main.head))
      : undefined);
  if (place === undefined) return false;
  openChip(view, place);
  return true;
};

/** Puts the cursor behind the path, where it is most often changed. */
const openChip = (view: EditorView, { from, path }: ChipPlace): void => {
  const inside = view.state.sliceDoc(from).indexOf(path) + path.length;
  view.dispatch({ selection: { anchor: from + inside }, scrollIntoView: true });
};

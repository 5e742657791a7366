/** A reference that is shown as a chip: `{{ path }}`, filters after it at most. */
export interface ChipPlace {
  readonly from: number;
  readonly to: number;
  readonly path: string;
  readonly filters: string;
}

const CHIP =
  /\{\{-?\s*([A-Za-z_$][\w$]*(?:\.[\w$-]+|\[\s*(?:"[^"\n]*"|'[^'\n]*'|-?\d+)\s*\])+)\s*((?:\|[^{}|\n]*)*?)\s*-?\}\}/g;

/** Where a text has references to show as chips. */
export const chipPlaces = (text: string): readonly ChipPlace[] =>
  [...text.matchAll(CHIP)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    path: match[1] ?? '',
    filters: (match[2] ?? '').trim(),
  }));

/** `steps.look_up.output["first name"]` → `['steps', 'look_up', 'output', 'first name']` */
export const partsOf = (path: string): readonly string[] =>
  [...path.matchAll(/[\w$-]+|"([^"]*)"|'([^']*)'/g)].map(
    ([part, double, single]) => double ?? single ?? part,
  );

import { LiquidError, type Token } from 'liquidjs';
import { TemplateError, type TemplateErrorCode } from './template-error.ts';

const POSITION_SUFFIX = /,? ?line:\d+, col:\d+$/;

const CODES: readonly (readonly [RegExp, TemplateErrorCode])[] = [
  [/^tag "[^"]*" not found/, 'template.unknown-tag'],
  [/^undefined filter/, 'template.unknown-filter'],
  [/^parse length limit exceeded/, 'template.too-long'],
  [/limit exceeded/, 'template.limit'],
];

const positionOf = (error: unknown, token: Token | undefined): readonly [number, number] => {
  const [line = 1, column = 1] = (LiquidError.is(error) ? error.token : token)?.getPosition() ?? [];
  return [line, column];
};

/** LiquidJS gives the place of the braces around a filter that does not exist; this is where its name stands. */
const placeOfFilter = (error: Error): readonly [number, number] | undefined => {
  const name = /^undefined filter: (\w+)/.exec(error.message)?.[1];
  if (name === undefined || !LiquidError.is(error)) return undefined;
  const { input, begin, end } = error.token;
  const found = new RegExp(`\\|\\s*${name}\\b`).exec(input.slice(begin, end));
  if (found === null) return undefined;
  const before = input.slice(0, begin + found.index + found[0].length - name.length).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
};

const ADVICE: Partial<Record<TemplateErrorCode, string>> = {
  'template.unknown-tag': 'See docs/templates.md for the tags there are.',
  'template.unknown-filter': 'See docs/templates.md for the filters there are.',
  'template.too-long': 'Shorten the text, or build it in a Code step.',
  'template.limit': 'It takes too long or gives too much: do this in a Code step.',
};

/**
 * LiquidJS's error as ours; `fallback` is its code where the message tells nothing more special, `token` the
 * place where the error has none.
 */
export const fromLiquid = (error: unknown, fallback: TemplateErrorCode, token?: Token): TemplateError => {
  if (!(error instanceof Error)) return new TemplateError(fallback, String(error), 1, 1, error);
  const [line, column] = placeOfFilter(error) ?? positionOf(error, token);
  const said = error.message.replace(POSITION_SUFFIX, '');
  const code = CODES.find(([pattern]) => pattern.test(said))?.[1] ?? fallback;
  const advice = ADVICE[code];
  const message = `Template, line ${line}, column ${column}: ${said}.${advice ? ` ${advice}` : ''}`;
  return new TemplateError(code, message, line, column, error);
};

import type { StepCode } from './step-language.ts';

/** Formatted code and where the cursor is then; or where it cannot be read. */
export type Formatted =
  | { readonly ok: true; readonly text: string; readonly cursor: number }
  | { readonly ok: false; readonly message: string; readonly at: number };

const WIDTH = 80; // Prettier's own, and what a panel beside the canvas shows without scrolling much

/** Formats a code step as Prettier does, with single quotes. Prettier is loaded at the first use. */
export const formatCode = async (
  { language, source }: Pick<StepCode, 'language' | 'source'>,
  cursor: number,
): Promise<Formatted> => {
  const [{ formatWithCursor }, babel, estree] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/babel'),
    import('prettier/plugins/estree'),
  ]);
  try {
    const { formatted, cursorOffset } = await formatWithCursor(source, {
      cursorOffset: cursor,
      parser: language === 'typescript' ? 'babel-ts' : 'babel',
      plugins: [babel, estree],
      printWidth: WIDTH,
      singleQuote: true,
    });
    return { ok: true, text: formatted, cursor: Math.max(0, cursorOffset) };
  } catch (error) {
    return { ok: false, ...placeOf(error, source) };
  }
};

/** Prettier says line and column, in the message as well. */
const placeOf = (error: unknown, source: string): { readonly message: string; readonly at: number } => {
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const place = /\((\d+):(\d+)\)\s*$/.exec(text);
  const line = Number(place?.[1] ?? 1);
  const before =
    source
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  const at = Math.min(source.length, before + Number(place?.[2] ?? 1) - 1);
  return { message: text.replace(/\s*\(\d+:\d+\)\s*$/, '').replace(/^SyntaxError: /, ''), at };
};

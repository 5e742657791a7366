const STOP = /«([^»]*)»/g;

/** The code of a snippet as it stands without an editor: its stops are plain text. */
export const snippetText = (source: string): string => source.replaceAll(STOP, '$1');

/**
 * A snippet as CodeMirror takes it: `«text»` is a stop, and braces of the code itself are escaped. Stops have the number
 * of their turn, the same text has the same: a text that is a number would be taken for one, and be lost.
 */
export const snippetTemplate = (source: string): string => {
  const texts = [...new Set(Array.from(source.matchAll(STOP), ([, text]) => text))];
  return source
    .split(STOP)
    .map((part, index) =>
      index % 2 === 0 ? part.replaceAll(/[{}]/g, '\\$&') : `#{${texts.indexOf(part) + 1}:${part}}`,
    )
    .join('');
};

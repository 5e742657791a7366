const STOP = /«([^»]*)»/g;

/** The code of a snippet as it stands without an editor: its stops are plain text. */
export const snippetText = (source: string): string => source.replaceAll(STOP, '$1');

/** A snippet as CodeMirror takes it: `«name»` is a stop, and braces of the code itself are escaped. */
export const snippetTemplate = (source: string): string =>
  source
    .split(STOP)
    .map((part, index) => {
      const escaped = part.replaceAll(/[{}]/g, '\\$&');
      return index % 2 === 0 ? escaped : `#{${escaped}}`;
    })
    .join('');

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/** The blocks of the small Markdown that help texts use: paragraphs, headings, lists and fenced code. */
export const readMarkdown = (text: string): readonly Block[] => {
  const blocks: Block[] = [];
  // Code first, since blank lines in it do not end it.
  for (const [index, part] of text.split(/^```.*$/m).entries()) {
    if (index % 2 === 1) blocks.push({ kind: 'code', text: part.replace(/^\n|\n$/g, '') });
    else blocks.push(...readProse(part));
  }
  return blocks;
};

const readProse = (text: string): Block[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const lines = part.split('\n');
      if (lines.every((line) => /^\s*[-*] /.test(line))) {
        return { kind: 'list', items: lines.map((line) => line.replace(/^\s*[-*] /, '')) };
      }
      const heading = /^#{1,4} (.*)$/.exec(part);
      if (heading?.[1] !== undefined) return { kind: 'heading', text: heading[1] };
      return { kind: 'paragraph', text: lines.join(' ') };
    });

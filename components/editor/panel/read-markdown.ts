export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly string[] };

/** The blocks of the small Markdown that help texts and notes use: paragraphs, headings, lists and fenced code. */
export const readMarkdown = (text: string): readonly Block[] => {
  const blocks: Block[] = [];
  // Code first, since blank lines in it do not end it.
  for (const [index, part] of text.split(/^```.*$/m).entries()) {
    if (index % 2 === 1) blocks.push({ kind: 'code', text: part.replace(/^\n|\n$/g, '') });
    else blocks.push(...readProse(part));
  }
  return blocks;
};

type Line = { readonly kind: 'blank' | 'heading' | 'item' | 'numbered' | 'text'; readonly text: string };

const readProse = (text: string): Block[] => {
  const blocks: Block[] = [];
  let last: Line['kind'] = 'blank';
  for (const line of text.split('\n').map(readLine)) {
    const before = blocks.at(-1);
    if (line.kind === 'heading') blocks.push({ kind: 'heading', text: line.text });
    else if (line.kind === 'item' || line.kind === 'numbered') {
      const isOrdered = line.kind === 'numbered';
      const isNext = before?.kind === 'list' && before.isOrdered === isOrdered && last !== 'blank';
      if (isNext) blocks[blocks.length - 1] = { ...before, items: [...before.items, line.text] };
      else blocks.push({ kind: 'list', isOrdered, items: [line.text] });
    } else if (line.kind === 'text') {
      if (last === 'text' && before?.kind === 'paragraph') {
        blocks[blocks.length - 1] = { kind: 'paragraph', text: `${before.text} ${line.text}` };
      } else if (last !== 'blank' && before?.kind === 'list') {
        const items = before.items.with(-1, `${before.items.at(-1)} ${line.text}`);
        blocks[blocks.length - 1] = { ...before, items };
        continue; // the item goes on in the next line, too
      } else blocks.push({ kind: 'paragraph', text: line.text });
    }
    last = line.kind;
  }
  return blocks;
};

const readLine = (line: string): Line => {
  const text = line.trim();
  if (text === '') return { kind: 'blank', text };
  const heading = /^#{1,6} +(.*)$/.exec(text)?.[1];
  if (heading !== undefined) return { kind: 'heading', text: heading };
  const item = /^[-*+] +(.*)$/.exec(text)?.[1];
  if (item !== undefined) return { kind: 'item', text: item };
  const numbered = /^\d{1,3}[.)] +(.*)$/.exec(text)?.[1];
  return numbered === undefined ? { kind: 'text', text } : { kind: 'numbered', text: numbered };
};

import { Fragment, type ReactNode } from 'react';
import { ScrollText } from '#components/ui/scroll-text.tsx';
import { type Block, readMarkdown } from './read-markdown.ts';

/** The Markdown of help texts and notes, as elements: nothing in it can become HTML. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="grid gap-3 text-sm text-pretty leading-relaxed">
      {readMarkdown(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
        <MarkdownBlock key={index} block={block} />
      ))}
    </div>
  );
}

function MarkdownBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'code':
      return (
        <ScrollText className="overflow-x-auto rounded-md border bg-surface-2 p-3 font-mono text-xs leading-relaxed">
          {block.text}
        </ScrollText>
      );
    case 'list': {
      // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
      const items = block.items.map((item, index) => <li key={index}>{inline(item)}</li>);
      return block.isOrdered ? (
        <ol className="grid list-decimal gap-1 pl-5">{items}</ol>
      ) : (
        <ul className="grid list-disc gap-1 pl-5">{items}</ul>
      );
    }
    case 'heading':
      return <h2 className="font-semibold">{inline(block.text)}</h2>;
    case 'paragraph':
      return <p>{inline(block.text)}</p>;
    default:
      return block satisfies never;
  }
}

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\(https?:[^)\s]+\))/;

const inline = (text: string): ReactNode =>
  text.split(INLINE).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
    <Fragment key={index}>{inlinePart(part)}</Fragment>
  ));

const inlinePart = (part: string): ReactNode => {
  if (part.startsWith('`') && part.length > 2) {
    return (
      <code className="rounded-xs bg-surface-3 px-1 py-0.5 text-xs break-words">{part.slice(1, -1)}</code>
    );
  }
  if (part.startsWith('**') && part.length > 4) {
    return <strong className="font-semibold">{inline(part.slice(2, -2))}</strong>;
  }
  const link = /^\[([^\]]+)\]\((https?:[^)\s]+)\)$/.exec(part);
  if (link !== null) {
    return (
      <a
        href={link[2]}
        target="_blank"
        rel="noreferrer"
        className="text-signal-text underline underline-offset-2"
      >
        {link[1]}
      </a>
    );
  }
  return part.startsWith('*') && part.length > 2 ? <em>{inline(part.slice(1, -1))}</em> : part;
};

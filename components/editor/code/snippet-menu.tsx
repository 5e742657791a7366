import { snippet as startSnippet } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { Command } from 'cmdk';
import { Braces, Search } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import { snippetTemplate } from './snippet-template.ts';
import { type Snippet, snippets } from './snippets.ts';

/** The snippets to search and to choose from; the chosen one is put where the cursor stands. */
export function SnippetMenu({ view }: { view: EditorView | undefined }) {
  const [isOpen, setOpen] = useState(false);
  const insert = (chosen: Snippet) => {
    setOpen(false);
    if (view !== undefined) insertSnippet(view, chosen);
  };
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="xs" disabled={view === undefined}>
          <Braces /> Snippets
        </Button>
      </PopoverTrigger>
      <PopoverContent
        aria-label="Snippets"
        align="end"
        className="w-[min(23rem,calc(100vw-1rem))] overflow-hidden p-0"
        onCloseAutoFocus={(event) => {
          event.preventDefault(); // to the code: the next key is meant for it
          view?.focus();
        }}
      >
        <Command loop label="Snippets" className="node-search">
          <div className="relative border-b p-2">
            <Search
              aria-hidden="true"
              className="pointer-events-none absolute top-1/2 left-4 size-3.5 -translate-y-1/2 text-faint-foreground"
            />
            <Command.Input
              placeholder="Search the snippets"
              className="h-8 w-full rounded-md bg-transparent pr-2 pl-7.5 text-sm outline-none placeholder:text-faint-foreground"
            />
          </div>
          <Command.List className="max-h-80 overflow-y-auto p-1.5">
            <Command.Empty className="px-2 py-6 text-center text-muted-foreground text-xs">
              No snippet is for that.
            </Command.Empty>
            {snippets.map((each) => (
              <Command.Item
                key={each.key}
                value={each.key}
                keywords={[each.title, each.about]}
                onSelect={() => insert(each)}
              >
                <span className="grid min-w-0 gap-0.5">
                  <span className="flex min-w-0 items-baseline gap-2">
                    <span className="truncate font-medium text-sm">{each.title}</span>
                    <code className="shrink-0 text-2xs text-muted-foreground">{each.key}</code>
                  </span>
                  <span className="text-2xs text-muted-foreground text-pretty">{each.about}</span>
                </span>
              </Command.Item>
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

/** Takes the place of what is selected. Behind code it begins a line of its own. */
const insertSnippet = (view: EditorView, { key, source }: Snippet): void => {
  const { from, to } = view.state.selection.main;
  const line = view.state.doc.lineAt(from);
  const isBehindCode = view.state.sliceDoc(line.from, from).trim() !== '';
  startSnippet(`${isBehindCode ? '\n' : ''}${snippetTemplate(source)}`)(view, { label: key }, from, to);
  view.focus();
};

import { Command as Cmdk } from 'cmdk';
import { ArrowLeft, CornerDownLeft, RotateCw, Search, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { type AppSurroundings, appCommands, searchCommands } from './app-commands.tsx';
import type { Command, CommandPage } from './command.ts';
import { PaletteItem } from './palette-item.tsx';
import { sourcedCommands } from './palette-store.ts';
import { type RankedGroup, rankCommands } from './rank-commands.ts';
import { noteRecentCommand, readRecentCommands } from './recent-commands.ts';
import { recordCommands } from './record-commands.tsx';
import { useLookUp } from './use-look-up.ts';

const LIMIT = { searched: 12, unsearched: 8 } as const; // commands of one group

interface PaletteListProps {
  readonly app: AppSurroundings;
  /** The palette closes, and then this is done. */
  readonly onChoose: (run: () => void) => void;
}

/** What is typed, and what fits it. A command may lead to a page of its own; Backspace in an empty field leads back. */
export function PaletteList({ app, onChoose }: PaletteListProps) {
  const [text, setText] = useState('');
  const [pages, setPages] = useState<readonly CommandPage[]>([]);
  const page = pages.at(-1);
  const { groups, lookUp } = useCommands(app, text, page);
  const turnTo = (next: readonly CommandPage[]) => {
    setPages(next);
    setText('');
  };
  const choose = (command: Command) => {
    noteRecentCommand(command.id);
    if ('page' in command) turnTo([...pages, command.page]);
    else onChoose(command.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Backspace' || text !== '' || pages.length === 0) return;
    event.preventDefault();
    turnTo(pages.slice(0, -1));
  };
  const count = groups.reduce((sum, group) => sum + group.commands.length, 0);
  return (
    // Anew for each page, so that its first command is the one that Enter takes.
    <Cmdk
      key={pages.length}
      shouldFilter={false}
      loop
      label={page?.title ?? 'Commands'}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex items-center gap-2 border-b px-3">
        {page === undefined ? (
          <Search className="size-4 shrink-0 text-faint-foreground" aria-hidden="true" />
        ) : (
          <Button
            variant="ghost"
            size="xs"
            className="-ml-1.5 gap-1 bg-surface-3/60"
            aria-label={`Back from “${page.title}”`}
            onClick={() => turnTo(pages.slice(0, -1))}
          >
            <ArrowLeft /> {page.title}
          </Button>
        )}
        <Cmdk.Input
          autoFocus
          value={text}
          onValueChange={setText}
          onKeyDown={onKeyDown}
          maxLength={200}
          placeholder={page?.placeholder ?? 'Search, or paste the id of a run or call'}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint-foreground"
        />
        <Dialog.Close asChild>
          <Button variant="ghost" size="icon-sm" className="sm:hidden" aria-label="Close">
            <X />
          </Button>
        </Dialog.Close>
      </div>
      <Cmdk.List className="command-list">
        {groups.map((group) => (
          <Cmdk.Group key={group.label} heading={group.label}>
            {group.commands.map((command) => (
              <PaletteItem
                key={command.id}
                value={`${group.label} ${command.id}`}
                command={command}
                onChoose={() => choose(command)}
              />
            ))}
          </Cmdk.Group>
        ))}
        {lookUp.state === 'failed' ? (
          <Cmdk.Item value="look up again" onSelect={lookUp.retry} className="command-item">
            <RotateCw />
            <span className="flex-1 text-danger-text">Runs and events could not be searched. Try again</span>
          </Cmdk.Item>
        ) : null}
      </Cmdk.List>
      <Standing
        text={text}
        count={count}
        isLoading={lookUp.state === 'loading'}
        isInPage={page !== undefined}
      />
    </Cmdk>
  );
}

const useCommands = (app: AppSurroundings, text: string, page: CommandPage | undefined) => {
  const [recent] = useState(readRecentCommands);
  // Read once for each opening: nothing behind the palette changes while it is open.
  const [sourced] = useState(sourcedCommands);
  const { workflows, current, theme, setTheme, go } = app;
  const fixed = useMemo(
    () => [...sourced, ...appCommands({ workflows, current, theme, setTheme, go })],
    [sourced, workflows, current, theme, setTheme, go],
  );
  const asked = text.trim();
  const recentRecords = useLookUp('', current?.id);
  const byId = useLookUp(asked === '' ? undefined : asked, undefined);
  const lookUp = asked === '' ? recentRecords : byId;
  const groups = useMemo((): readonly RankedGroup[] => {
    const limit = asked === '' ? LIMIT.unsearched : LIMIT.searched;
    if (page !== undefined) return rankedPage(page, text, recent);
    const found = asked === '' ? [] : recordCommands(byId.found, asked, go);
    const foundIds = new Set(found.map(({ id }) => id));
    const known = [...fixed, ...recordCommands(recentRecords.found, '', go)].filter(
      ({ id }) => !foundIds.has(id),
    );
    const ranked = rankCommands(known, text, { recent, limit });
    const searches = searchCommands(text, { workflows, current, theme, setTheme, go });
    return [
      ...(found.length === 0 ? [] : [{ label: 'Found by id' as const, commands: found }]),
      ...ranked,
      ...(searches.length === 0 ? [] : [{ label: 'Search' as const, commands: searches }]),
    ];
  }, [
    fixed,
    page,
    text,
    asked,
    recent,
    recentRecords.found,
    byId.found,
    workflows,
    current,
    theme,
    setTheme,
    go,
  ]);
  return { groups, lookUp };
};

/** On a page, what is typed may be what a command takes: such a command always fits. */
const rankedPage = (page: CommandPage, text: string, recent: readonly string[]): readonly RankedGroup[] => {
  const commands = page.commands(text);
  const ranked = rankCommands(commands, text, { recent: text.trim() === '' ? [] : recent, limit: 200 });
  const takesText = commands.filter(({ label }) => text.trim() !== '' && label.includes(text.trim()));
  if (ranked.length > 0 || takesText.length === 0) return ranked;
  return [{ label: 'Workflows', commands: takesText }];
};

interface StandingProps {
  readonly text: string;
  readonly count: number;
  readonly isLoading: boolean;
  readonly isInPage: boolean;
}

/** How the search stands, for screen readers too, and what the keys do. */
function Standing({ text, count, isLoading, isInPage }: StandingProps) {
  const isEmpty = count === 0 && !isLoading;
  return (
    <>
      {isEmpty ? (
        <p className="px-4 py-8 text-center text-muted-foreground text-sm">
          Nothing found for “{text.trim()}”.
        </p>
      ) : null}
      <footer className="flex items-center gap-3 border-t px-3 py-2 text-2xs text-muted-foreground max-sm:border-0 max-sm:py-1">
        <span role="status" className="flex min-w-0 flex-1 items-center gap-1.5">
          {isLoading ? (
            <>
              <Spinner className="[&_svg]:size-3" /> Searching runs and events…
            </>
          ) : (
            <span className="sr-only">{count === 1 ? '1 command' : `${count} commands`}</span>
          )}
        </span>
        <span aria-hidden="true" className="flex items-center gap-3 max-sm:hidden">
          {isInPage ? (
            <span>
              <kbd className="command-key">⌫</kbd> back
            </span>
          ) : null}
          <span>
            <kbd className="command-key">↑</kbd> <kbd className="command-key">↓</kbd> choose
          </span>
          <span className="flex items-center gap-1">
            <kbd className="command-key">
              <CornerDownLeft className="inline size-2.5" />
            </kbd>
            do it
          </span>
          <span>
            <kbd className="command-key">Esc</kbd> close
          </span>
        </span>
      </footer>
    </>
  );
}

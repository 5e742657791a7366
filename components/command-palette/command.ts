import type { ReactNode } from 'react';

/** The headings of the palette, in their order while nothing is typed. */
export const COMMAND_GROUPS = [
  'Recently used',
  'Actions',
  'Nodes',
  'Add a node',
  'This workflow',
  'Workflows',
  'Recent runs',
  'Recent events',
  'Found by id',
  'Settings',
  'Patchbay',
  'Search',
] as const;

export type CommandGroup = (typeof COMMAND_GROUPS)[number];

interface CommandBase {
  /** Stays the same from day to day: what was used lately is remembered by it. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  readonly detail?: string | undefined;
  /** Other words that people look for it by. */
  readonly keywords?: string | undefined;
  /** As in the sheet of keys: `Mod Z`. */
  readonly shortcut?: string | undefined;
  readonly icon: ReactNode;
  /** At the right end, where no key stands. */
  readonly aside?: ReactNode;
  /** It is what is set now. */
  readonly isOn?: boolean;
  /** Only shown once something is typed. */
  readonly isQuiet?: boolean;
}

/** Something that the palette can do: at once, or by way of another page of it. */
export type Command = CommandBase & ({ readonly run: () => void } | { readonly page: CommandPage });

/** A page of the palette: what can be chosen there, for what is typed. */
export interface CommandPage {
  readonly title: string;
  readonly placeholder: string;
  readonly commands: (text: string) => readonly Command[];
}

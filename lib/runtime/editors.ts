import { once } from '#lib/server/once.ts';
import type { Bus } from '#lib/store/bus.ts';
import { getStore } from '#lib/store/store.ts';
import { type EditorMessage, type OpenEditor, readEditorMessage, tellEditors } from './editor-messages.ts';

/** What an open editor is told. */
export type EditorNotice =
  /** Everyone who has the workflow's editor open, the one who is told included. */
  | { readonly kind: 'editors'; readonly editors: readonly OpenEditor[] }
  | { readonly kind: 'draft'; readonly revision: number; readonly by: { readonly name: string } | null }
  | {
      readonly kind: 'published';
      readonly version: number | null;
      readonly by: { readonly name: string } | null;
    };

/** Who has which workflow's editor open, on all app instances. Kept in memory: who is there says so. */
export interface Editors {
  /** An editor was opened; `listener` is told what concerns it, who is there first, until the result is called. */
  readonly join: (
    workflowId: string,
    editor: Omit<OpenEditor, 'nodes'>,
    listener: (notice: EditorNotice) => void,
  ) => () => void;
  readonly close: () => void;
}

/** How often an instance says which editors it has. */
const ANNOUNCE_MS = 10_000;
/** An instance that said nothing for this long is gone with its editors. */
const INSTANCE_SILENT_MS = 25_000;
/** A browser speaks every 20 s: one that did not for this long sleeps, or its connection is dead. */
const BROWSER_SILENT_MS = 50_000;

/** The open editors of this process's database. */
export const getEditors = (): Promise<Editors> =>
  once('editors', async () => createEditors((await getStore()).bus));

interface Held {
  editor: OpenEditor;
  heardAt: number;
  readonly listener: (notice: EditorNotice) => void;
}

interface Heard {
  readonly editor: OpenEditor;
  readonly at: number;
}

/** `now` gives milliseconds; tests pass their own. */
export const createEditors = (bus: Bus, now: () => number = Date.now): Editors => {
  /** Editors whose streams end here, by workflow and tab. */
  const held = new Map<string, Map<string, Held>>();
  /** Editors of other instances. */
  const heard = new Map<string, Map<string, Heard>>();

  const editorsOf = (workflowId: string): OpenEditor[] => {
    const here = [...(held.get(workflowId)?.values() ?? [])].filter(
      ({ heardAt }) => now() - heardAt < BROWSER_SILENT_MS,
    );
    const elsewhere = [...(heard.get(workflowId)?.values() ?? [])];
    return [...here, ...elsewhere].map(({ editor }) => editor);
  };
  const tell = (workflowId: string, notice: EditorNotice): void => {
    for (const { listener } of held.get(workflowId)?.values() ?? []) listener(notice);
  };
  const tellWho = (workflowId: string): void =>
    tell(workflowId, { kind: 'editors', editors: editorsOf(workflowId) });
  const announce = (workflowId: string): void => {
    for (const { editor, heardAt } of held.get(workflowId)?.values() ?? []) {
      if (now() - heardAt < BROWSER_SILENT_MS) tellEditors(bus, { kind: 'here', workflowId, editor });
    }
  };
  const forget = (workflowId: string, tab: string): void => {
    if (heard.get(workflowId)?.delete(tab)) tellWho(workflowId);
  };
  const leave = (workflowId: string, own: Held): void => {
    const tabs = held.get(workflowId);
    // The browser may have connected anew before the old connection was found dead.
    if (tabs?.get(own.editor.tab) !== own) return;
    tabs.delete(own.editor.tab);
    if (tabs.size === 0) {
      held.delete(workflowId);
      heard.delete(workflowId);
    }
    tellEditors(bus, { kind: 'left', workflowId, tab: own.editor.tab });
    tellWho(workflowId);
  };
  const named = (workflowId: string, by: { id?: string | undefined; name: string }): { name: string } => ({
    name: editorsOf(workflowId).find(({ userId }) => userId === by.id)?.name ?? by.name,
  });
  const heldBy = (message: { workflowId: string; tab: string; userId: string }): Held | undefined => {
    const own = held.get(message.workflowId)?.get(message.tab);
    return own?.editor.userId === message.userId ? own : undefined;
  };

  const take = (message: EditorMessage): void => {
    const { workflowId } = message;
    if (!held.has(workflowId)) return; // nobody here looks at it
    switch (message.kind) {
      case 'here': {
        const { editor } = message;
        if (held.get(workflowId)?.has(editor.tab)) return;
        const others = heard.get(workflowId) ?? new Map<string, Heard>();
        const before = others.get(editor.tab)?.editor;
        heard.set(workflowId, others.set(editor.tab, { editor, at: now() }));
        if (JSON.stringify(before) !== JSON.stringify(editor)) tellWho(workflowId);
        return;
      }
      case 'left':
        forget(workflowId, message.tab);
        return;
      case 'who':
        announce(workflowId);
        return;
      case 'point': {
        const own = heldBy(message);
        if (own === undefined) return;
        const wasSilent = now() - own.heardAt >= BROWSER_SILENT_MS;
        own.heardAt = now();
        if (!wasSilent && own.editor.nodes.join() === message.nodes.join()) return;
        own.editor = { ...own.editor, nodes: message.nodes };
        tellEditors(bus, { kind: 'here', workflowId, editor: own.editor });
        tellWho(workflowId);
        return;
      }
      case 'close': {
        const own = heldBy(message);
        if (own !== undefined) leave(workflowId, own);
        return;
      }
      case 'draft':
        tell(workflowId, {
          kind: 'draft',
          revision: message.revision,
          by: named(workflowId, message.by),
        });
        return;
      case 'published':
        tell(workflowId, {
          kind: 'published',
          version: message.version,
          by: named(workflowId, message.by),
        });
        return;
      default:
        message satisfies never;
    }
  };

  const lookAround = (): void => {
    for (const workflowId of held.keys()) {
      announce(workflowId);
      for (const [tab, { at }] of heard.get(workflowId) ?? [])
        if (now() - at > INSTANCE_SILENT_MS) forget(workflowId, tab);
      const isSomeoneSilent = [...(held.get(workflowId)?.values() ?? [])].some(
        ({ heardAt }) => now() - heardAt >= BROWSER_SILENT_MS,
      );
      if (isSomeoneSilent) tellWho(workflowId);
    }
  };

  const unsubscribe = bus.subscribe((text) => {
    const message = readEditorMessage(text);
    if (message !== undefined) take(message);
  });
  const timer = setInterval(lookAround, ANNOUNCE_MS).unref();

  return {
    join: (workflowId, editor, listener) => {
      const own: Held = { editor: { ...editor, nodes: [] }, heardAt: now(), listener };
      const tabs = held.get(workflowId) ?? new Map<string, Held>();
      held.set(workflowId, tabs.set(editor.tab, own));
      heard.get(workflowId)?.delete(editor.tab); // it was at another instance before
      tellWho(workflowId);
      tellEditors(bus, { kind: 'here', workflowId, editor: own.editor });
      tellEditors(bus, { kind: 'who', workflowId });
      return () => leave(workflowId, own);
    },
    close: () => {
      clearInterval(timer);
      unsubscribe();
    },
  };
};

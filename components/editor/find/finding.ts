import { createStore, type StoreApi } from 'zustand/vanilla';
import { type DocumentText, documentTexts, TEXT_PARTS, type TextPart } from '#lib/graph/document-texts.ts';
import { expandReplacement } from '#lib/graph/expand-replacement.ts';
import { type FoundText, findText, type TextHit } from '#lib/graph/find-text.ts';
import { type Replaced, replaceText } from '#lib/graph/replace-text.ts';
import { compileQuery, type TextMatch, type TextQuery } from '#lib/graph/text-query.ts';
import { canvasIdOf } from '../document/canvas-id.ts';
import type { ElementIds } from '../document/element-ids.ts';
import { readingOrder } from '../document/reading-order.ts';
import type { Editor } from '../editor-context.tsx';

/** What is looked for and what was found in one open editor. */
export interface FindingState extends TextQuery {
  readonly isOpen: boolean;
  /** The row for replacing is there. */
  readonly hasReplace: boolean;
  readonly replacement: string;
  readonly parts: ReadonlySet<TextPart>;
  /** Only these are searched; all where it is undefined. */
  readonly scope: ElementIds | undefined;
  readonly found: FoundText;
  /** Why the query cannot be searched for. */
  readonly problem: string | undefined;
  /** What has hits, by canvas id or edge id; undefined while nothing has. */
  readonly marked: ReadonlySet<string> | undefined;
  /** Which hit is the current one; -1 before any was gone to. */
  readonly current: number;
  /** The hit that the panel and the canvas are to show; another object each time one is gone to. */
  readonly shown: ShownHit | undefined;
}

export interface ShownHit {
  readonly hit: TextHit;
  /** The field takes the focus; else it stays where it is. */
  readonly takesFocus: boolean;
}

/** What is asked for: all that is not found out. */
type Asked = Pick<FindingState, keyof TextQuery | 'replacement' | 'parts' | 'scope' | 'hasReplace'>;

/** Find and replace in one open editor. */
export interface Finding {
  readonly store: StoreApi<FindingState>;
  readonly open: (asked?: Partial<Pick<FindingState, 'hasReplace' | 'text'>>) => void;
  readonly close: () => void;
  readonly ask: (asked: Partial<Asked>) => void;
  /** Goes to the next hit, or the one before, round and round. */
  readonly step: (direction: 1 | -1) => void;
  readonly go: (index: number, takesFocus: boolean) => void;
  /** What takes the place of a match. */
  readonly write: (match: TextMatch) => string;
  /** Replaces the current hit and goes to the next; says why where it cannot. */
  readonly replaceCurrent: () => string | undefined;
  /** What replacing all hits would do. */
  readonly preview: () => Replaced;
  readonly replaceAll: () => Replaced;
}

const NOTHING: FoundText = { hits: [], cut: undefined };

/** Find and replace for one editor; `findingOf` gives the one that there is. */
export const createFinding = ({
  store: editor,
  specs,
  commands,
}: Pick<Editor, 'store' | 'specs' | 'commands'>): Finding => {
  const store = createStore<FindingState>()(() => ({
    isOpen: false,
    hasReplace: false,
    text: '',
    replacement: '',
    matchesCase: false,
    isWholeWord: false,
    isPattern: false,
    parts: new Set(TEXT_PARTS),
    scope: undefined,
    found: NOTHING,
    problem: undefined,
    marked: undefined,
    current: -1,
    shown: undefined,
  }));

  const search = (): Pick<FindingState, 'found' | 'problem' | 'marked'> => {
    const state = store.getState();
    const query = compileQuery(state);
    if (!query.ok) return { found: NOTHING, problem: query.reason, marked: undefined };
    const { document } = editor.getState();
    const texts = documentTexts({ ...document, nodes: [...readingOrder(document)] }, specs);
    const found = findText(
      texts.filter(({ part, place }) => state.parts.has(part) && isIn(state.scope, place)),
      query,
    );
    const marked = found.hits.length === 0 ? undefined : new Set(found.hits.map(({ text }) => ownerOf(text)));
    return { found, problem: undefined, marked };
  };
  /** Looks again; the current hit stays the current one where it is still there. */
  const refresh = () => {
    const { found: before, current } = store.getState();
    const next = search();
    const was = before.hits[current];
    const same =
      was === undefined
        ? -1
        : next.found.hits.findIndex(
            ({ text, match }) => text.key === was.text.key && match.start === was.match.start,
          );
    const nearest = Math.min(current, next.found.hits.length - 1);
    store.setState({ ...next, current: same === -1 ? nearest : same });
  };
  editor.subscribe((state, before) => {
    if (state.document !== before.document && store.getState().isOpen) refresh();
  });

  const go = (index: number, takesFocus: boolean) => {
    const hit = store.getState().found.hits[index];
    if (hit !== undefined) store.setState({ current: index, shown: { hit, takesFocus } });
  };
  const write = (match: TextMatch): string => {
    const { replacement, isPattern } = store.getState();
    return expandReplacement(replacement, match, isPattern);
  };
  const followNames = ({ renamed }: Replaced) => {
    const { scope } = store.getState();
    if (scope === undefined || renamed.size === 0) return;
    store.setState({ scope: { ...scope, nodes: scope.nodes.map((id) => renamed.get(id) ?? id) } });
    refresh();
  };
  return {
    store,
    go,
    write,
    open: (asked = {}) => {
      const { isOpen, text } = store.getState();
      store.setState({ ...asked, isOpen: true });
      if (!isOpen || store.getState().text !== text) store.setState({ ...search(), current: -1 });
    },
    close: () =>
      store.setState({
        isOpen: false,
        found: NOTHING,
        problem: undefined,
        marked: undefined,
        current: -1,
        shown: undefined,
        scope: undefined,
      }),
    ask: (asked) => {
      store.setState(asked);
      const isSameSearch = Object.keys(asked).every((key) => key === 'replacement' || key === 'hasReplace');
      if (!isSameSearch) store.setState({ ...search(), current: -1, shown: undefined });
    },
    step: (direction) => {
      const { found, current } = store.getState();
      const count = found.hits.length;
      const from = current === -1 && direction === -1 ? 0 : current;
      if (count > 0) go((from + direction + count) % count, false);
    },
    replaceCurrent: () => {
      const { found, current } = store.getState();
      const hit = found.hits[current];
      if (hit === undefined) {
        go(0, false);
        return undefined;
      }
      const end = hit.match.start + write(hit.match).length;
      const replaced = commands.replaceText([hit], write);
      followNames(replaced);
      const [skipped] = replaced.skipped;
      // What was put in may fit the query as well: it is not to be replaced again.
      const { hits } = store.getState().found;
      let next = skipped === undefined ? current : current + 1;
      while (hits[next]?.text.key === hit.text.key && (hits[next]?.match.start ?? end) < end) next += 1;
      if (hits.length > 0) go(next % hits.length, false);
      return skipped?.reason;
    },
    preview: () => replaceText(editor.getState().document, specs, store.getState().found.hits, write),
    replaceAll: () => {
      const replaced = commands.replaceText(store.getState().found.hits, write);
      followNames(replaced);
      return replaced;
    },
  };
};

/** The canvas id of the node or note, or the id of the edge, that a text belongs to. */
export const ownerOf = ({ place }: DocumentText): string => {
  if (place.of === 'edge') return place.edgeId;
  return place.of === 'note' ? canvasIdOf({ id: place.noteId }) : place.nodeId;
};

const isIn = (scope: ElementIds | undefined, place: DocumentText['place']): boolean => {
  if (scope === undefined) return true;
  if (place.of === 'edge') return scope.edges.includes(place.edgeId);
  return place.of === 'note' ? scope.notes.includes(place.noteId) : scope.nodes.includes(place.nodeId);
};

const known = new WeakMap<Editor['store'], Finding>();

/** The one find and replace of an editor. */
export const findingOf = (editor: Editor): Finding => {
  const found = known.get(editor.store);
  if (found !== undefined) return found;
  const created = createFinding(editor);
  known.set(editor.store, created);
  return created;
};

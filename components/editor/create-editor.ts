import { toast } from 'sonner';
import { checkCode } from '#app/actions/editor.ts';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { createAutosave, type Draft } from './autosave.ts';
import { createCanvasUi } from './canvas/canvas-ui.ts';
import { createCodeCheck } from './code-check.ts';
import { createCommands } from './commands.ts';
import { openDraftBackup } from './draft-backup.ts';
import type { Editor } from './editor-context.tsx';
import { createHistoryBackup } from './history-backup.ts';
import { createEditorLive, newTabName } from './live/editor-live.ts';
import { followServer, type Published } from './live/follow-server.ts';
import { saveDraft } from './save-draft.ts';
import { startingPoint } from './starting-point.ts';
import { createEditorStore } from './store.ts';
import { thisTab } from './tab-name.ts';
import { pickReceived } from './testing/pick-received.ts';
import { triggerFor } from './trigger-for.ts';

/** What an editor is opened for. */
export interface EditorSource {
  readonly workflowId: string;
  readonly draft: Draft;
  readonly published: Published | undefined;
  readonly secretNames: readonly string[];
  /** A type of event for which a trigger is added at once: `?addTrigger=`. */
  readonly addTrigger: string | undefined;
  /** An event to test with, and the trigger whose flow is shown: `?event=` and `?trigger=`. */
  readonly testEvent: { readonly id: string; readonly triggerNodeId: string | undefined } | undefined;
}

// A node type from a document may be called anything, so no name may be found on a prototype.
const specs: NodeSpecs = Object.assign(Object.create(null), definitions);

/** Opens an editor, in the browser only, with what an earlier page left behind. `close` ends what it started. */
export const createEditor = async ({
  workflowId,
  draft,
  published,
  secretNames,
  addTrigger,
  testEvent,
}: EditorSource): Promise<{ readonly editor: Editor; readonly close: () => void }> => {
  const { backup, left: unsaved } = openDraftBackup(workflowId, await thisTab(), localStorage);
  const histories = createHistoryBackup(workflowId);
  const start = startingPoint(draft, unsaved, await histories.read());
  const store = createEditorStore({ document: start.document, history: start.history });
  const sizes: Editor['sizes'] = new Map();
  const commands = createCommands(store, specs, {
    sizes,
    report: (problem) => toast.error(problem, { id: 'too-large' }),
  });
  const stopFollowing = histories.follow(store);
  const autosave = createAutosave({
    store,
    backup,
    draft: start.saved,
    isBaseKnown: start.isBaseKnown,
    save: (graph, revision) => saveDraft(workflowId, graph, revision),
  });
  const { unsaved: lost } = start;
  if (lost !== undefined) store.getState().edit(() => lost);
  const live = createEditorLive(workflowId, newTabName());
  const server = followServer({ workflowId, live, store, autosave, published });
  tell({ hasUnsaved: unsaved !== undefined, isHistoryLost: start.isHistoryLost });
  const trigger = addTrigger === undefined ? undefined : triggerFor(addTrigger, specs);
  if (trigger !== undefined) {
    commands.addNode({ ...trigger, at: { x: 0, y: lowestFreeY(store.getState().document) } });
    // Reloading the page must not add another one.
    history.replaceState(null, '', location.pathname);
  }
  const editor: Editor = {
    store,
    commands,
    specs,
    sizes,
    ui: createCanvasUi({ firstShown: testEvent?.triggerNodeId }),
    autosave,
    codeCheck: createCodeCheck(checkCode),
    live,
    fromOthers: server.fromOthers,
    workflowId,
    secretNames,
  };
  if (testEvent !== undefined) {
    void pickReceived(editor, testEvent.id);
    // Reloading the page must not take the place of what was picked since.
    history.replaceState(null, '', location.pathname);
  }
  return {
    editor,
    close: () => {
      server.stop();
      live.close();
      void autosave.flush(); // what was edited a moment before the page was left
      autosave.dispose();
      stopFollowing();
    },
  };
};

const tell = ({ hasUnsaved, isHistoryLost }: { hasUnsaved: boolean; isHistoryLost: boolean }): void => {
  if (hasUnsaved) {
    toast.info('Your unsaved changes are back', {
      id: 'draft-restored',
      description: 'They had not reached the server when this workflow was last open here.',
    });
  }
  if (isHistoryLost) {
    toast.info('Undo starts anew', {
      id: 'history-lost',
      description: 'This draft was changed elsewhere since it was last open here.',
    });
  }
};

const lowestFreeY = ({ nodes }: GraphDocument): number =>
  nodes.length === 0 ? 0 : Math.max(...nodes.map((node) => node.position.y)) + 192; // two cards below the rest

import { toast } from 'sonner';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { pairRenamed } from '#lib/graph/pair-renamed.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Editor } from '../editor-context.tsx';
import { keepTest, readKeptTest } from './kept-test.ts';
import { keepTesting, type Pin, readKeptTesting } from './kept-testing.ts';
import { type LoadedEvent, loadEvent } from './load-event.ts';
import { effectivePick, type PickedEvent, pickKey } from './picked-event.ts';
import {
  givenSteps,
  isTestStale,
  type NodeResult,
  originOf,
  resultsOf,
  staleNodes,
  type TestOrigin,
  type TestSetting,
} from './step-results.ts';
import { requestTestRun, type TestIssue, type TestOutcome } from './test-outcome.ts';

/** What is to be run: all of the flow, the flow up to a step, or that step alone. */
export interface TestGoal {
  readonly kind: 'flow' | 'until' | 'only';
  readonly nodeId?: string | undefined;
}

/** Everything the editor knows of testing; the pick and the pins are remembered in the browser. */
export interface TestingState {
  readonly picked: PickedEvent | undefined;
  /** The body of the event that is picked; undefined while it is loaded, or where there is none to pick. */
  readonly event: LoadedEvent | undefined;
  readonly pins: Readonly<Record<string, Pin>>;
  readonly running: TestGoal | undefined;
  /** How the last test went, for the strip above the canvas. */
  readonly last: LastTest | undefined;
  /** The flow or the event is another one than that of the last test. */
  readonly isLastStale: boolean;
  readonly results: ReadonlyMap<string, NodeResult>;
  /** Nodes whose results no longer hold. */
  readonly stale: ReadonlySet<string>;
}

/** How the last test went. */
export interface LastTest {
  readonly goal: TestGoal;
  readonly outcome: TestOutcome;
  /** Absent where nothing ran. */
  readonly origin?: TestOrigin | undefined;
}

/** Testing in one open editor. */
export interface Testing {
  readonly store: StoreApi<TestingState>;
  readonly pick: (picked: PickedEvent) => void;
  /** Runs the draft as it is; what ran before is cancelled. */
  readonly run: (goal: TestGoal) => Promise<void>;
  readonly cancel: () => void;
  readonly pin: (nodeId: string, pin: Pin) => void;
  readonly unpin: (nodeId: string) => void;
  /** Texts that were begun and not used yet, for as long as the editor is open: `event`, and `pin:` with a node's id. */
  readonly unfinished: Map<string, string>;
  /** Takes the last outcome away. */
  readonly dismiss: () => void;
}

const createTesting = ({ store: editor, specs, workflowId }: Editor): Testing => {
  const kept = readKeptTesting(workflowId, localStorage);
  const before = readKeptTest(workflowId, sessionStorage);
  const store = createStore<TestingState>()(() => ({
    picked: kept.picked,
    event: undefined,
    pins: kept.pins,
    running: undefined,
    last: before.last,
    isLastStale: false,
    results: before.results,
    stale: new Set(),
  }));
  let tests = Math.max(0, ...[...before.results.values()].map(({ test }) => test));
  let running: AbortController | undefined;
  let loading: { readonly key: string; readonly nodes: GraphDocument['nodes'] } | undefined;

  const settingOf = (picked: PickedEvent | undefined): TestSetting => ({
    document: editor.getState().document,
    pins: store.getState().pins,
    eventKey: picked === undefined ? '' : pickKey(picked),
  });
  const current = () => effectivePick(store.getState().picked, editor.getState().document);
  const refreshStale = () => {
    const { results, stale, last, isLastStale } = store.getState();
    if (results.size === 0) return;
    const setting = settingOf(current());
    const next = staleNodes(results, setting);
    if (next.size !== stale.size || [...next].some((id) => !stale.has(id))) store.setState({ stale: next });
    const isOld = last?.origin !== undefined && isTestStale(last.origin, results, next, setting);
    if (isOld !== isLastStale) store.setState({ isLastStale: isOld });
  };
  /** Why nothing ran is said until something was done about it. */
  const forgetRefusal = () => {
    const { last } = store.getState();
    if (last?.outcome.ok === false && last.outcome.issues.length === 0) store.setState({ last: undefined });
  };
  /** Of the errors that kept the draft from running, those that are mended are not said any longer. */
  const forgetMended = (issues: readonly GraphIssue[]) => {
    const { last } = store.getState();
    if (last === undefined || last.outcome.ok || last.outcome.issues.length === 0) return;
    const left = last.outcome.issues.filter((issue) => issues.some((other) => isSameIssue(issue, other)));
    if (left.length === last.outcome.issues.length) return;
    store.setState({
      last: left.length === 0 ? undefined : { ...last, outcome: { ...last.outcome, issues: left } },
    });
  };
  const keepResults = () => keepTest(workflowId, store.getState(), sessionStorage);
  /** A sample is made from its trigger, so it is made again when the trigger changes. */
  const refreshEvent = async () => {
    const { document } = editor.getState();
    const picked = current();
    const key = picked === undefined ? '' : pickKey(picked);
    const nodes = picked?.kind === 'trigger' ? document.nodes.filter(({ id }) => id === picked.nodeId) : [];
    const isLoaded = loading?.key === key && loading.nodes[0]?.config === nodes[0]?.config;
    if (isLoaded) return;
    if (loading?.key !== key) store.setState({ event: undefined });
    const mine = { key, nodes };
    loading = mine;
    if (picked === undefined) return;
    const event = await loadEvent(workflowId, document, picked).catch(() => UNREACHABLE);
    if (loading === mine) store.setState({ event });
  };
  const remember = () => {
    const { picked, pins } = store.getState();
    if (keepTesting(workflowId, { picked, pins }, localStorage)) return;
    toast.warning('Kept until this page is closed', {
      id: 'testing-not-kept',
      description: 'The test event and the pinned steps are too large for the browser to remember.',
    });
  };
  const setPins = (pins: Readonly<Record<string, Pin>>) => {
    store.setState({ pins });
    remember();
    forgetRefusal();
    refreshStale();
  };
  const refuse = (goal: TestGoal, message: string) =>
    store.setState({ last: { goal, outcome: { ok: false, message, issues: [] } } });

  /** A renamed node has another id, and keeps its pin, its results and its being picked. */
  const followRenames = (before: GraphDocument, after: GraphDocument) => {
    if (!hasOtherIds(before, after)) return;
    const renamed = new Map(pairRenamed(before, after).map(([{ id }, now]) => [id, now.id]));
    if (renamed.size === 0) return;
    const nameOf = (id: string) => renamed.get(id) ?? id;
    const { picked, pins, results } = store.getState();
    store.setState({
      pins: Object.fromEntries(Object.entries(pins).map(([id, pin]) => [nameOf(id), pin])),
      results: new Map([...results].map(([id, result]) => [nameOf(id), result])),
      picked: picked?.kind === 'trigger' ? { ...picked, nodeId: nameOf(picked.nodeId) } : picked,
    });
    remember();
  };

  editor.subscribe((state, old) => {
    if (state.issues !== old.issues) forgetMended(state.issues);
    if (state.document === old.document) return;
    followRenames(old.document, state.document);
    forgetRefusal();
    refreshStale();
    void refreshEvent();
  });
  refreshStale();
  void refreshEvent();

  const run = async (goal: TestGoal): Promise<void> => {
    const { pins, results } = store.getState();
    const { document } = editor.getState();
    const picked = current();
    if (picked === undefined) return refuse(goal, 'Add a trigger first: a flow starts with an event.');
    const event = await loadEvent(workflowId, document, picked).catch(() => UNREACHABLE);
    if (!event.ok) return refuse(goal, event.message);
    let given = pins;
    if (goal.kind === 'only' && goal.nodeId !== undefined) {
      const steps = givenSteps(document, specs, goal.nodeId, results, pins);
      if (!steps.ok) return refuse(goal, whyNotAlone(steps));
      given = steps.pins;
    }
    running?.abort();
    const own = new AbortController();
    running = own;
    store.setState({ running: goal });
    const setting = settingOf(picked);
    try {
      const outcome = await requestTestRun(
        workflowId,
        {
          graph: document,
          ...(picked.kind === 'received' ? { eventId: picked.id } : { event: event.body }),
          ...(goal.nodeId === undefined ? {} : { until: goal.nodeId }),
          pins: pinsIn(given, document),
        },
        own.signal,
      );
      tests += 1;
      const only = goal.kind === 'only' ? goal.nodeId : undefined;
      const made = outcome.ok ? resultsOf(outcome.runs, setting, tests, only) : [];
      const merged = new Map([...store.getState().results, ...made]);
      const origin = outcome.ok ? originOf(merged, setting, tests, goal.kind === 'flow') : undefined;
      store.setState({ running: undefined, last: { goal, outcome, origin }, results: merged });
      refreshStale();
      keepResults();
    } catch (error) {
      if (!own.signal.aborted) throw error;
    }
  };
  return {
    store,
    unfinished: new Map(),
    run,
    pick: (picked) => {
      store.setState({ picked });
      remember();
      forgetRefusal();
      refreshStale();
      void refreshEvent();
    },
    cancel: () => {
      running?.abort();
      store.setState({ running: undefined });
    },
    pin: (nodeId, pin) => setPins({ ...store.getState().pins, [nodeId]: pin }),
    unpin: (nodeId) => {
      const { [nodeId]: _removed, ...others } = store.getState().pins;
      setPins(others);
    },
    dismiss: () => {
      store.setState({ last: undefined, isLastStale: false });
      keepResults();
    },
  };
};

const hasOtherIds = ({ nodes: before }: GraphDocument, { nodes: after }: GraphDocument): boolean =>
  before !== after && (before.length !== after.length || before.some(({ id }, at) => id !== after[at]?.id));

const isSameIssue = (a: TestIssue, b: TestIssue): boolean =>
  a.code === b.code && a.nodeId === b.nodeId && a.message === b.message;

const UNREACHABLE: LoadedEvent = {
  ok: false,
  message: 'The event could not be read. Check that Patchbay is running, then try again.',
};

/** Pins of nodes that were deleted wait for an undo. */
const pinsIn = (pins: Readonly<Record<string, Pin>>, { nodes }: GraphDocument): Record<string, Pin> => {
  const ids = new Set(nodes.map((node) => node.id));
  return Object.fromEntries(Object.entries(pins).filter(([nodeId]) => ids.has(nodeId)));
};

/** Why a step cannot run by itself, and what to do. */
export const whyNotAlone = (steps: Exclude<ReturnType<typeof givenSteps>, { ok: true }>): string => {
  if (steps.reason === 'in-loop') {
    return `This step is repeated by “${steps.loop.name}”, so it cannot run alone. Use “Run to here”.`;
  }
  const names = steps.missing.map(({ name }) => `“${name}”`).join(', ');
  return `${names} ${steps.missing.length === 1 ? 'has' : 'have'} given nothing yet. Use “Run to here” first.`;
};

// By its store: the editor is another object when it learns of new secrets.
const known = new WeakMap<Editor['store'], Testing>();

/** The one testing of an editor. In the browser only. */
export const testingOf = (editor: Editor): Testing => {
  const found = known.get(editor.store);
  if (found !== undefined) return found;
  const created = createTesting(editor);
  known.set(editor.store, created);
  return created;
};

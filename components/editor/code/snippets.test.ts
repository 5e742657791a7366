import { createHmac } from 'node:crypto';
import { snippet as startSnippet } from '@codemirror/autocomplete';
import { EditorState, type Transaction } from '@codemirror/state';
import ts from 'typescript-js';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { emptyGraph } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { hostWith, openSandbox, resultOf, runCode } from '#lib/sandbox/fixtures/code-steps.ts';
import { scopeDeclarations } from '../form/scope-declarations.ts';
import { libTexts } from './lib-texts.ts';
import { REALM_DECLARATIONS } from './realm-declarations.ts';
import { snippetTemplate, snippetText } from './snippet-template.ts';
import { snippets } from './snippets.ts';
import { createStepLanguage } from './step-language.ts';

vi.setConfig({ testTimeout: 30_000 }); // the first reads the declarations of the language

const sandbox = openSandbox();
afterAll(() => sandbox.close());

const SECRETS = ['CRM_TOKEN', 'API_TOKEN', 'SIGNING_SECRET'];
const declarations = scopeDeclarations(emptyGraph(), 'work', definitions, SECRETS);
const language = createStepLanguage(ts, libTexts, REALM_DECLARATIONS);

const scope = (given: Record<string, unknown> = {}, event: Record<string, unknown> = {}) => ({
  event: { type: 'tool-calls', timestamp: Date.parse('2026-03-02T15:00:00Z'), ...event },
  call: { id: 'c1', customer: { number: '+14155552671' } },
  tool: { id: 't1', name: 'ask', arguments: given },
  steps: {},
  secrets: Object.fromEntries(SECRETS.map((name) => [name, `${name} value`])),
  workflow: { id: 'wf', name: 'Orders' },
});

interface Trial {
  readonly given?: Record<string, unknown>;
  readonly event?: Record<string, unknown>;
  readonly answers?: readonly { readonly status: number; readonly json: unknown }[];
  readonly result: unknown;
}

const signature = createHmac('sha256', 'SIGNING_SECRET value')
  .update(JSON.stringify({ callId: 'c1', type: 'tool-calls' }))
  .digest('hex');

const trials: Readonly<Record<string, Trial>> = {
  lookUpCaller: {
    answers: [{ status: 200, json: { name: 'Ada' } }],
    result: { found: true, number: '+14155552671', customer: { name: 'Ada' } },
  },
  callApi: { given: { date: '2026-03-01' }, answers: [{ status: 201, json: { id: 7 } }], result: { id: 7 } },
  retryFetch: {
    answers: [
      { status: 503, json: {} },
      { status: 200, json: { up: true } },
    ],
    result: { status: 200, attempt: 2, body: '{"up":true}' },
  },
  dateInZone: { given: { date: '2026-03-08T18:30' }, result: { iso: '2026-03-08T22:30:00.000Z' } },
  businessHours: { result: { isOpen: true, day: 'Mon', time: '16:00' } },
  phoneNumber: {
    given: { phone: '(415) 555-2671' },
    result: { e164: '+14155552671', isPossible: true, spoken: '4 1 5, 5 5 5, 2 6 7 1' },
  },
  sayList: {
    given: { items: ['pizza', 'pasta', 'soup', 'cake'] },
    result: { spoken: 'pizza, pasta, soup, and 1 more' },
  },
  sayPrice: { given: { amount: 12.5 }, result: { spoken: '12 dollars and 50 cents' } },
  sayDate: { given: { date: '2026-03-03T18:30:00-05:00' }, result: { spoken: 'tomorrow at 6:30 PM' } },
  signBody: { answers: [{ status: 202, json: {} }], result: { status: 202, signature } },
  transcript: {
    event: {
      artifact: {
        messages: [
          { role: 'bot', message: 'Hello.' },
          { role: 'user', message: 'Are you open today?' },
        ],
      },
    },
    result: {
      turns: 2,
      callerWords: 4,
      questions: ['Are you open today?'],
      lastOfCaller: 'Are you open today?',
      lastOfAssistant: 'Hello.',
    },
  },
  pickDestination: { given: { department: 'Sales team' }, result: { team: 'sales', number: '+14155550100' } },
  rememberCall: { given: { name: 'Ada' }, result: { isNew: true, name: 'Ada' } },
  callerHistory: { result: { calls: 1, kind: 'new' } },
  checkArguments: {
    given: { people: 0, date: '2026-03-01T18:30:00Z' },
    result: { ok: false, error: 'Ask the caller for how many people (a whole number), then try again.' },
  },
};

test('there is a trial for each, under a name of its own', () => {
  expect(snippets.map(({ key }) => key).toSorted()).toEqual(Object.keys(trials).toSorted());
  expect(snippets.length).toBeGreaterThanOrEqual(12);
});

describe.each(snippets.map((snippet) => [snippet.key, snippet] as const))('%s', (key, { source }) => {
  test.each(['javascript', 'typescript'] as const)(
    'runs as %s, and TypeScript has nothing to say',
    async (kind) => {
      const { given, event, answers = [], result } = trials[key] ?? { result: undefined };
      const code = snippetText(source);
      expect(language.problems({ source: code, declarations, language: kind })).toEqual([]);
      const left = [...answers];
      const host = hostWith(() => {
        const answer = left.shift();
        if (answer === undefined) throw new Error('one request too many');
        return { status: answer.status, body: new TextEncoder().encode(JSON.stringify(answer.json)) };
      }, 'c1');
      const outcome = await runCode(sandbox, code, { language: kind, scope: scope(given, event) }, host);
      expect(resultOf(outcome)).toEqual(result);
    },
  );

  test('stands in an editor as it ran, with its first stop selected', () => {
    let state = EditorState.create();
    const dispatch = (transaction: Transaction) => {
      state = transaction.state;
    };
    startSnippet(snippetTemplate(source))({ state, dispatch }, null, 0, 0);
    expect(state.doc.toString()).toBe(snippetText(source));
    const { from, to } = state.selection.main;
    expect(state.sliceDoc(from, to)).toBe(/«([^»]*)»/.exec(source)?.[1] ?? '');
  });
});

import { sha256 } from '#lib/server/crypto.ts';
import { type Connect, connectedApi } from './context.ts';
import { differences, safeUrl } from './differences.ts';
import type { Outcome } from './failure.ts';
import { type Json, textOf } from './json.ts';
import { CALL_CONTROL, missingMessages, planConnect } from './plan.ts';
import { nameOf, type Resource, serverMessagesOf, serverOf, type TargetKind } from './resource.ts';
import { loadSubject, type Subject } from './subject.ts';
import { type ToolView, viewTools } from './tools.ts';
import { DEFAULT_MESSAGES } from './workflow-needs.ts';

/** Where a server URL leads. */
export type PointsTo =
  | { readonly to: 'here' }
  | { readonly to: 'workflow'; readonly id: string; readonly name: string }
  | { readonly to: 'elsewhere'; readonly url: string }
  | { readonly to: 'nowhere' };

/** Something in Vapi that has, or could have, the workflow's server URL. */
export interface Target {
  readonly kind: TargetKind;
  readonly id: string;
  readonly name: string;
  readonly pointsTo: PointsTo;
  /** The events that it sends of those that the flows wait for. */
  readonly sends: readonly string[];
  /** Events that the flows wait for and that are switched off there. */
  readonly missing: readonly string[];
  /** What else is not as this workflow needs it: names of fields. Empty where it does not point here. */
  readonly differs: readonly string[];
  /** A phone number: whether an assistant or a squad is fixed, so that Vapi asks nobody. */
  readonly hasFixedAssistant: boolean;
}

export interface VapiOverview {
  readonly targets: readonly Target[];
  readonly tools: ToolView;
}

const KINDS = ['assistant', 'phone-number', 'squad', 'tool'] as const;

/** Everything in the organisation that can point somewhere, and how it stands to this workflow. */
export const listTargets = async (
  connect: Connect,
  workflowId: string,
  serverUrlFor: (token: string) => string,
): Promise<Outcome<{ overview: VapiOverview }>> => {
  const connected = await connectedApi(connect);
  if (!connected.ok) return connected;
  const loaded = await loadSubject(connect, workflowId, serverUrlFor);
  if (!loaded.ok) return loaded;
  const lists = await Promise.all(KINDS.map((kind) => connected.api.list(kind)));
  const all = new Map<TargetKind, readonly Resource[]>();
  for (const [index, kind] of KINDS.entries()) {
    const list = lists[index];
    if (list === undefined) continue;
    if (!list.ok) return list;
    all.set(kind, list.items);
  }
  const { subject } = loaded;
  const whose = workflowFinder(connect, subject);
  const targets = await Promise.all(
    KINDS.flatMap((kind) =>
      (all.get(kind) ?? []).map(async (found) => {
        const url = textOf(serverOf(kind, found).url);
        return viewTarget(kind, found, subject, await whose(url));
      }),
    ),
  );
  const tools = viewTools(subject, all.get('tool') ?? [], all.get('assistant') ?? []);
  return { ok: true, overview: { targets, tools } };
};

/** Finds the workflow of this Patchbay that an address belongs to, each token looked up once. */
const workflowFinder = ({ store }: Connect, subject: Subject) => {
  const found = new Map<string, ReturnType<typeof store.workflows.findByTokenHash>>();
  return async (url: string | undefined): Promise<PointsTo> => {
    if (url === undefined) return { to: 'nowhere' };
    const token = /\/api\/vapi\/([A-Za-z0-9_-]+)\/?$/.exec(URL.parse(url)?.pathname ?? '')?.[1];
    if (token === undefined) return { to: 'elsewhere', url: safeUrl(url) };
    if (token === subject.token) return { to: 'here' };
    const looking = found.get(token) ?? store.workflows.findByTokenHash(sha256(token));
    found.set(token, looking);
    const workflow = await looking;
    return workflow === undefined
      ? { to: 'elsewhere', url: safeUrl(url) }
      : { to: 'workflow', id: workflow.id, name: workflow.name };
  };
};

const viewTarget = (kind: TargetKind, found: Resource, subject: Subject, pointsTo: PointsTo): Target => {
  const missing = missingMessages(kind, found, subject.needs.messages);
  return {
    kind,
    id: found.id,
    name: nameOf(kind, found),
    pointsTo,
    sends: sentMessages(kind, found, subject),
    missing,
    differs: pointsTo.to === 'here' ? differingFields(kind, found, subject) : [],
    hasFixedAssistant: typeof found.assistantId === 'string' || typeof found.squadId === 'string',
  };
};

const sentMessages = (kind: TargetKind, found: Json, { needs }: Subject): readonly string[] => {
  if (kind !== 'assistant' && kind !== 'squad') return [];
  const present = new Set(serverMessagesOf(kind, found) ?? (kind === 'assistant' ? DEFAULT_MESSAGES : []));
  return needs.messages.filter((type) => present.has(type));
};

/** What connecting once more would mend; the events are told apart, and call control is the user's own choice. */
const differingFields = (kind: TargetKind, found: Resource, subject: Subject): readonly string[] => {
  const { before, after } = planConnect(kind, found, subject, {
    takeCallControl: false,
    askWhoAnswers: false,
  });
  return differences(before, after)
    .map(({ path }) => path.replace(/^membersOverrides\./, ''))
    .filter((path) => path !== 'serverMessages' && path !== CALL_CONTROL);
};

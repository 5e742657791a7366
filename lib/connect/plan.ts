import type { Json } from './json.ts';
import { objectOf, textsOf } from './json.ts';
import { mergeServer } from './merge-server.ts';
import { nameOf, type Resource, serverMessagesOf, serverOf, type TargetKind } from './resource.ts';
import type { Subject } from './subject.ts';
import { DEFAULT_MESSAGES, type ToolTrigger } from './workflow-needs.ts';

/** A change that is thought through and not sent yet. */
export interface Plan {
  readonly targetKind: TargetKind;
  /** Undefined where it is made anew. */
  readonly targetId: string | undefined;
  readonly targetName: string;
  /** The fields that are changed, as they are; null where one is not set. */
  readonly before: Json;
  readonly after: Json;
  /** What the person should know before it is sent. */
  readonly warnings: readonly string[];
}

export interface ConnectChoices {
  readonly takeCallControl: boolean;
  readonly askWhoAnswers: boolean;
}

export const CALL_CONTROL = 'phone-call-control';
const FINAL_TRANSCRIPT = 'transcript[transcriptType="final"]';

/** The events that the flows wait for and that the target does not send. */
export const missingMessages = (
  kind: TargetKind,
  found: Json,
  needs: readonly string[],
): readonly string[] => {
  if (kind !== 'assistant' && kind !== 'squad') return [];
  const listed = serverMessagesOf(kind, found);
  // A squad without a list of its own leaves each assistant's.
  if (listed === undefined && kind === 'squad') return [];
  const present = new Set(listed ?? DEFAULT_MESSAGES);
  // The final ones come with all transcripts.
  if (present.has('transcript')) present.add(FINAL_TRANSCRIPT);
  return needs.filter((type) => !present.has(type));
};

/** Sets the workflow's server URL on something in Vapi. */
export const planConnect = (
  kind: TargetKind,
  found: Resource,
  subject: Subject,
  choices: ConnectChoices,
): Plan => {
  const server = mergeServer(serverOf(kind, found), {
    url: subject.serverUrl,
    credential: subject.credential,
    timeoutSeconds: kind === 'phone-number' ? undefined : subject.needs.timeoutSeconds,
  });
  const missing = missingMessages(kind, found, subject.needs.messages);
  const added = missing.filter((type) => type !== CALL_CONTROL || choices.takeCallControl);
  const after = {
    server,
    ...(added.length === 0
      ? {}
      : { serverMessages: [...(serverMessagesOf(kind, found) ?? DEFAULT_MESSAGES), ...added] }),
  };
  return {
    targetKind: kind,
    targetId: found.id,
    targetName: nameOf(kind, found),
    ...inPlace(kind, found, after, choices),
    warnings: connectWarnings(kind, found, subject, missing, choices),
  };
};

/** Where the fields go in such a thing, and what is there now. */
const inPlace = (
  kind: TargetKind,
  found: Resource,
  after: Json,
  { askWhoAnswers }: ConnectChoices,
): { before: Json; after: Json } => {
  if (kind === 'squad') {
    const overrides = objectOf(found.membersOverrides);
    return {
      before: { membersOverrides: found.membersOverrides ?? null },
      after: { membersOverrides: { ...overrides, ...after } },
    };
  }
  const all =
    kind === 'phone-number' && askWhoAnswers ? { ...after, assistantId: null, squadId: null } : after;
  return { before: fieldsOf(found, Object.keys(all)), after: all };
};

/** These fields of something in Vapi, null where one is not set. */
export const fieldsOf = (found: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, found[name] ?? null]));

const connectWarnings = (
  kind: TargetKind,
  found: Json,
  subject: Subject,
  missing: readonly string[],
  choices: ConnectChoices,
): string[] => {
  const server = serverOf(kind, found);
  const warnings: string[] = [];
  if (missing.includes(CALL_CONTROL)) {
    warnings.push(
      choices.takeCallControl
        ? 'With phone-call-control Vapi no longer hangs up or forwards calls by itself: a flow of this workflow has to.'
        : 'This workflow has a flow for phone-call-control, which stays switched off: it hands hanging up and forwarding over to the workflow. Tick the box to switch it on.',
    );
  }
  if (subject.credential.needsVapiCredential) {
    warnings.push(
      typeof server.credentialId === 'string'
        ? 'This workflow takes signed events only. The credential that is chosen in Vapi stays: check that it is the one of this workflow.'
        : 'This workflow takes signed events only, and no credential is chosen in Vapi: every event will be refused. Make the credential in Vapi (the workflow’s settings say what to enter) and choose it there.',
    );
  }
  const kept = Object.keys(objectOf(server.headers)).filter(
    (name) =>
      !Object.keys(subject.credential.headers).some((own) => own.toLowerCase() === name.toLowerCase()),
  );
  if (kept.length > 0 && server.url !== subject.serverUrl) {
    warnings.push(
      `The headers that are set there stay, and go to this workflow from now on: ${kept.join(', ')}.`,
    );
  }
  if (kind === 'phone-number') warnings.push(...phoneWarnings(found, subject, choices));
  return warnings;
};

const phoneWarnings = (found: Json, { needs }: Subject, { askWhoAnswers }: ConnectChoices): string[] => {
  const hasFixed = typeof found.assistantId === 'string' || typeof found.squadId === 'string';
  if (askWhoAnswers && !needs.answersCalls) {
    return [
      'This workflow has no flow for “Call comes in”: without one, nobody answers the calls to this number.',
    ];
  }
  if (askWhoAnswers) return ['From now on a flow decides for each call who answers. Publish it first.'];
  return hasFixed && needs.answersCalls
    ? ['This number has a fixed assistant or squad, so Vapi does not ask the flow for “Call comes in”.']
    : [];
};

/** Makes the tool of a trigger, or brings it up to date. */
export const planTool = (tool: ToolTrigger, subject: Subject, existing: Resource | undefined): Plan => {
  const found: Json = existing ?? {};
  const wanted = {
    url: subject.serverUrl,
    credential: subject.credential,
    timeoutSeconds: tool.timeoutSeconds,
  };
  const after = {
    ...(existing === undefined ? { type: 'function' } : {}),
    function: {
      ...objectOf(found.function),
      name: tool.name,
      ...(tool.description === '' ? {} : { description: tool.description }),
      parameters: tool.parameters,
    },
    server: mergeServer(serverOf('tool', found), wanted),
  };
  return {
    targetKind: 'tool',
    targetId: existing?.id,
    targetName: tool.name,
    before: fieldsOf(found, Object.keys(after)),
    after,
    warnings: subject.credential.needsVapiCredential
      ? connectWarnings('tool', found, subject, [], { takeCallControl: false, askWhoAnswers: false })
      : [],
  };
};

/** Adds a tool to an assistant: the whole `model` is written, since Vapi replaces it whole. */
export const planUse = (assistant: Resource, toolId: string): Plan => {
  const model = objectOf(assistant.model);
  const toolIds = textsOf(model.toolIds) ?? [];
  return {
    targetKind: 'assistant',
    targetId: assistant.id,
    targetName: nameOf('assistant', assistant),
    before: fieldsOf(assistant, ['model']),
    after: { model: { ...model, toolIds: [...toolIds.filter((one) => one !== toolId), toolId] } },
    warnings: [],
  };
};

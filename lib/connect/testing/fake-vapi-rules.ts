import { z } from 'zod';

/** What the fake of Vapi's API keeps. */
export type ResourceKind = z.infer<typeof resourceKind>;
const resourceKind = z.enum(['assistant', 'phone-number', 'squad', 'tool', 'call', 'chat']);

/** The path of a list or of one thing in it; undefined for every other. */
export const kindOfPath = (path: string): { kind: ResourceKind; id: string | undefined } | undefined => {
  const [, first, id, ...rest] = path.split('/');
  const kind = resourceKind.safeParse(first);
  return kind.success && rest.length === 0 ? { kind: kind.data, id } : undefined;
};

const backoffPlan = z.strictObject({
  type: z.enum(['fixed', 'exponential']).optional(),
  maxRetries: z.number().min(0).max(10).optional(),
  baseDelaySeconds: z.number().min(0).max(10).optional(),
  excludedStatusCodes: z.array(z.number()).optional(),
});

const server = z
  .strictObject({
    url: z.string().optional(),
    timeoutSeconds: z.number().min(1).max(300).optional(),
    credentialId: z.string().optional(),
    headers: z.record(z.string(), z.unknown()).optional(),
    staticIpAddressesEnabled: z.boolean().optional(),
    encryptedPaths: z.array(z.string()).optional(),
    backoffPlan: backoffPlan.optional(),
  })
  .nullish();

/** The values that Vapi takes (SDK 2.0.1, UpdateAssistantDtoServerMessagesItem). */
const serverMessages = z
  .array(
    z.enum([
      'assistant.started',
      'assistant.speechStarted',
      'conversation-update',
      'end-of-call-report',
      'function-call',
      'hang',
      'language-changed',
      'language-change-detected',
      'model-output',
      'phone-call-control',
      'speech-update',
      'status-update',
      'transcript',
      'transcript[transcriptType="final"]',
      'tool-calls',
      'transfer-destination-request',
      'handoff-destination-request',
      'transfer-update',
      'user-interrupted',
      'voice-input',
      'chat.created',
      'chat.deleted',
      'session.created',
      'session.updated',
      'session.deleted',
      'call.deleted',
      'call.delete.failed',
      'call.artifact.upload',
    ]),
  )
  .nullish();

const object = z.record(z.string(), z.unknown());

const assistantFields = {
  name: z.string().optional(),
  model: object.nullish(),
  voice: object.nullish(),
  transcriber: object.nullish(),
  firstMessage: z.string().nullish(),
  metadata: object.nullish(),
  serverMessages,
  server,
};

const functionTool = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  description: z.string().max(2000).optional(),
  parameters: object.optional(),
  strict: z.boolean().optional(),
});

const update: Record<ResourceKind, z.ZodType> = {
  assistant: z.strictObject(assistantFields),
  'phone-number': z.strictObject({
    provider: z.enum(['byo-phone-number', 'twilio', 'vonage', 'vapi', 'telnyx']),
    name: z.string().optional(),
    assistantId: z.string().nullish(),
    squadId: z.string().nullish(),
    workflowId: z.string().nullish(),
    server,
  }),
  squad: z.strictObject({
    name: z.string().optional(),
    members: z.array(object).min(1),
    membersOverrides: z.looseObject({ server, serverMessages }).nullish(),
  }),
  tool: z.strictObject({
    type: z.literal(['function', 'apiRequest', 'transferCall', 'handoff', 'code', 'mcp', 'voicemail']),
    function: functionTool.optional(),
    async: z.boolean().optional(),
    messages: z.array(object).optional(),
    server,
  }),
  call: object,
  chat: object,
};

const creation: Record<ResourceKind, z.ZodType> = {
  ...update,
  call: z.looseObject({ assistantId: z.string().optional() }),
  chat: z.looseObject({ input: z.unknown() }),
};

/** What Vapi would object to in a body, as it says it: one sentence a field. */
export const bodyProblems = (kind: ResourceKind, method: 'POST' | 'PATCH', body: unknown): string[] => {
  const parsed = (method === 'POST' ? creation : update)[kind].safeParse(body);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${[...issue.path, issue.keys.join()].join('.')} should not exist`
      : `${issue.path.join('.')}: ${issue.message}`,
  );
};

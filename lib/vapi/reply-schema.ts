import published from './reply-schema.json' with { type: 'json' };

/** The part of JSON Schema that Vapi's answers are described with. */
export interface ReplySchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, ReplySchema>>;
  readonly required?: readonly string[];
  readonly items?: ReplySchema;
  readonly anyOf?: readonly ReplySchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Our own: at least one of these must be there. */
  readonly requiredAny?: readonly string[];
}

/** Every definition of Vapi's OpenAPI document that an answer is made of, without its descriptions. */
const vapi: Readonly<Record<string, ReplySchema>> = published.$defs;

const text: ReplySchema = { type: 'string' };

const changed = (name: string, properties: Readonly<Record<string, ReplySchema>>): ReplySchema => ({
  ...vapi[name],
  properties: { ...vapi[name]?.properties, ...properties },
});

/** Where Vapi takes more than its schema says. Sources: Vapi's guides on custom tools, hand-off and knowledge bases. */
const wider: Readonly<Record<string, ReplySchema>> = {
  // No example of Vapi's names the tool, and some servers send objects.
  ToolCallResult: {
    ...changed('ToolCallResult', { result: { anyOf: [text, { type: 'object' }] } }),
    required: ['toolCallId'],
  },
  ServerMessageResponseHandoffDestinationRequest: {
    ...vapi.ServerMessageResponseHandoffDestinationRequest,
    required: [],
    requiredAny: ['destination', 'error'],
  },
  // The schema of both takes anything, also the common mistake to wrap the answer once more.
  ServerMessageResponseToolCalls: {
    ...vapi.ServerMessageResponseToolCalls,
    requiredAny: ['results', 'error'],
  },
  ServerMessageResponseKnowledgeBaseRequest: changed('ServerMessageResponseKnowledgeBaseRequest', {
    message: {
      anyOf: [
        { $ref: '#/$defs/CustomMessage' },
        { type: 'object', properties: { role: text, content: text }, required: ['role', 'content'] },
      ],
    },
  }),
  // The schema says "object" of what is one of three words.
  TransferPlan: changed('TransferPlan', { sipVerb: { type: 'string', enum: ['refer', 'bye', 'dial'] } }),
};

const definitions: Readonly<Record<string, ReplySchema>> = { ...vapi, ...wider };

/** The definition that a `$ref` names. Throws where there is none. */
export const referred = (ref: string): ReplySchema => {
  const found = definitions[ref.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`the schema of Vapi's answers has no ${ref}`);
  return found;
};

const schemas: Readonly<Record<string, ReplySchema>> = {
  'assistant-request': referred('ServerMessageResponseAssistantRequest'),
  'tool-calls': referred('ServerMessageResponseToolCalls'),
  'transfer-destination-request': referred('ServerMessageResponseTransferDestinationRequest'),
  'handoff-destination-request': referred('ServerMessageResponseHandoffDestinationRequest'),
  'knowledge-base-request': referred('ServerMessageResponseKnowledgeBaseRequest'),
  'call.endpointing.request': referred('ServerMessageResponseCallEndpointingRequest'),
  'campaign.predial': referred('ServerMessageResponseCampaignPredial'),
};

/** What Vapi takes as the JSON answer to an event of this type; `undefined` where it publishes no schema for it. */
export const replySchema = (eventType: string): ReplySchema | undefined =>
  Object.hasOwn(schemas, eventType) ? schemas[eventType] : undefined;

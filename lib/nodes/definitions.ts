import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { code } from './code/definition.ts';
import { forEach } from './for-each/definition.ts';
import { httpRequest } from './http-request/definition.ts';
import { ifNode } from './if/definition.ts';
import { merge } from './merge/definition.ts';
import { recall } from './recall/definition.ts';
import { remember } from './remember/definition.ts';
import { replyAssistantRequest } from './reply-assistant-request/definition.ts';
import { replyCustom } from './reply-custom/definition.ts';
import { replyEndpointing } from './reply-endpointing/definition.ts';
import { replyHandoff } from './reply-handoff/definition.ts';
import { replyKnowledge } from './reply-knowledge/definition.ts';
import { replyPredial } from './reply-predial/definition.ts';
import { replyTool } from './reply-tool/definition.ts';
import { replyTransfer } from './reply-transfer/definition.ts';
import { replyVoice } from './reply-voice/definition.ts';
import { setFields } from './set-fields/definition.ts';
import { stopError } from './stop-error/definition.ts';
import { switchNode } from './switch/definition.ts';
import { triggerAnyTool } from './trigger-any-tool/definition.ts';
import { triggerEvent } from './trigger-event/definition.ts';
import { triggerTool } from './trigger-tool/definition.ts';
import { vapiControlCall } from './vapi-control-call/definition.ts';
import { vapiCreateCall } from './vapi-create-call/definition.ts';
import { vapiGetCall } from './vapi-get-call/definition.ts';
import { vapiListCalls } from './vapi-list-calls/definition.ts';
import { vapiSendChat } from './vapi-send-chat/definition.ts';
import { vapiUpdateAssistant } from './vapi-update-assistant/definition.ts';
import { wait } from './wait/definition.ts';

const registry = {
  trigger_event: triggerEvent,
  trigger_tool: triggerTool,
  trigger_any_tool: triggerAnyTool,
  if: ifNode,
  switch: switchNode,
  merge,
  for_each: forEach,
  wait,
  stop_error: stopError,
  set_fields: setFields,
  code,
  http_request: httpRequest,
  vapi_create_call: vapiCreateCall,
  vapi_get_call: vapiGetCall,
  vapi_list_calls: vapiListCalls,
  vapi_control_call: vapiControlCall,
  vapi_update_assistant: vapiUpdateAssistant,
  vapi_send_chat: vapiSendChat,
  remember,
  recall,
  reply_assistant_request: replyAssistantRequest,
  reply_tool: replyTool,
  reply_transfer: replyTransfer,
  reply_handoff: replyHandoff,
  reply_knowledge: replyKnowledge,
  reply_endpointing: replyEndpointing,
  reply_predial: replyPredial,
  reply_voice: replyVoice,
  reply_custom: replyCustom,
} satisfies Record<string, NodeSpec>;

export type NodeType = keyof typeof registry;

/**
 * Every node type, in the order of the palette. Safe in the browser. A type from a document may be none of them:
 * looked up by any other text, the outcome may be undefined. Without a prototype, so that `constructor` is no type.
 */
export const definitions: Readonly<Record<NodeType, NodeSpec>> & Readonly<Record<string, NodeSpec>> =
  Object.assign(Object.create(null), registry);

/** Whether `type` is a node type of this build. */
export const isNodeType = (type: string): type is NodeType => Object.hasOwn(registry, type);

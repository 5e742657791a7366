import { runCode } from './code/run.ts';
import { isNodeType, type NodeType } from './definitions.ts';
import { runForEach } from './for-each/run.ts';
import { runHttpRequest } from './http-request/run.ts';
import { runIf } from './if/run.ts';
import { runMerge } from './merge/run.ts';
import { runRecall } from './recall/run.ts';
import { runRemember } from './remember/run.ts';
import { runReplyAssistantRequest } from './reply-assistant-request/run.ts';
import { runReplyCustom } from './reply-custom/run.ts';
import { runReplyEndpointing } from './reply-endpointing/run.ts';
import { runReplyHandoff } from './reply-handoff/run.ts';
import { runReplyKnowledge } from './reply-knowledge/run.ts';
import { runReplyPredial } from './reply-predial/run.ts';
import { runReplyTool } from './reply-tool/run.ts';
import { runReplyTransfer } from './reply-transfer/run.ts';
import { runReplyVoice } from './reply-voice/run.ts';
import { runSetFields } from './set-fields/run.ts';
import type { Step } from './step.ts';
import { runStopError } from './stop-error/run.ts';
import { runSwitch } from './switch/run.ts';
import { runTriggerAnyTool } from './trigger-any-tool/run.ts';
import { runTriggerEvent } from './trigger-event/run.ts';
import { runTriggerTool } from './trigger-tool/run.ts';
import { runVapiControlCall } from './vapi-control-call/run.ts';
import { runVapiCreateCall } from './vapi-create-call/run.ts';
import { runVapiGetCall } from './vapi-get-call/run.ts';
import { runVapiListCalls } from './vapi-list-calls/run.ts';
import { runVapiSendChat } from './vapi-send-chat/run.ts';
import { runVapiUpdateAssistant } from './vapi-update-assistant/run.ts';
import { runWait } from './wait/run.ts';

/** Makes a Step of a node's config: reads it and its templates once. Throws where the config is not valid. */
export type Runner = (config: Record<string, unknown>) => Step;

/** How each node type runs. Server only. */
export const runners: Readonly<Record<NodeType, Runner>> = {
  trigger_event: runTriggerEvent,
  trigger_tool: runTriggerTool,
  trigger_any_tool: runTriggerAnyTool,
  if: runIf,
  switch: runSwitch,
  merge: runMerge,
  for_each: runForEach,
  wait: runWait,
  stop_error: runStopError,
  set_fields: runSetFields,
  code: runCode,
  http_request: runHttpRequest,
  vapi_create_call: runVapiCreateCall,
  vapi_get_call: runVapiGetCall,
  vapi_list_calls: runVapiListCalls,
  vapi_control_call: runVapiControlCall,
  vapi_update_assistant: runVapiUpdateAssistant,
  vapi_send_chat: runVapiSendChat,
  remember: runRemember,
  recall: runRecall,
  reply_assistant_request: runReplyAssistantRequest,
  reply_tool: runReplyTool,
  reply_transfer: runReplyTransfer,
  reply_handoff: runReplyHandoff,
  reply_knowledge: runReplyKnowledge,
  reply_endpointing: runReplyEndpointing,
  reply_predial: runReplyPredial,
  reply_voice: runReplyVoice,
  reply_custom: runReplyCustom,
};

/** The runner of a type from a document. Throws where this build does not know the type. */
export const runnerFor = (type: string): Runner => {
  if (isNodeType(type)) return runners[type];
  throw new Error(`Node type "${type}" is not known to this version of Patchbay.`);
};

import { assistantRequestReply } from './build.ts';

export const runReplyAssistantRequest = assistantRequestReply.run;

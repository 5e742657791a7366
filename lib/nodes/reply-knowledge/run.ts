import { knowledgeReply } from './build.ts';

export const runReplyKnowledge = knowledgeReply.run;

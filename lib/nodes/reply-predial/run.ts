import { predialReply } from './build.ts';

export const runReplyPredial = predialReply.run;

import { handoffReply } from './build.ts';

export const runReplyHandoff = handoffReply.run;

import { transferReply } from './build.ts';

export const runReplyTransfer = transferReply.run;

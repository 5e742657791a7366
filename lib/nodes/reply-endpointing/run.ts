import { endpointingReply } from './build.ts';

export const runReplyEndpointing = endpointingReply.run;

import { customReplyNode } from './build.ts';

export const runReplyCustom = customReplyNode.run;

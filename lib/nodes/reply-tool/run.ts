import { toolReplyNode } from './build.ts';

export const runReplyTool = toolReplyNode.run;

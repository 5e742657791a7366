import {
  BookmarkCheck,
  BookmarkPlus,
  Braces,
  CodeXml,
  GitBranch,
  Globe,
  Hammer,
  type LucideIcon,
  Merge,
  MessageSquareReply,
  OctagonX,
  PhoneIncoming,
  Repeat,
  Route,
  TableProperties,
  Timer,
  Wrench,
  Zap,
} from 'lucide-react';

/**
 * The icons that node definitions name. Listed, because taking lucide's by name at run time would ship all of its
 * 1,600; `node-icons.test.ts` fails for a definition whose icon is missing here.
 */
export const nodeIcons: Readonly<Record<string, LucideIcon>> = {
  'bookmark-check': BookmarkCheck,
  'bookmark-plus': BookmarkPlus,
  braces: Braces,
  'code-xml': CodeXml,
  'git-branch': GitBranch,
  globe: Globe,
  hammer: Hammer,
  merge: Merge,
  'message-square-reply': MessageSquareReply,
  'octagon-x': OctagonX,
  'phone-incoming': PhoneIncoming,
  repeat: Repeat,
  route: Route,
  'table-properties': TableProperties,
  timer: Timer,
  wrench: Wrench,
  zap: Zap,
};

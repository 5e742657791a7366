import { ArrowLeftRight, type LucideIcon, Megaphone, PhoneIncoming, ScrollText, Wrench } from 'lucide-react';
import type { TemplateJob } from '#lib/flow-templates/flow-template.ts';

export const templateIcons: Readonly<Record<TemplateJob, LucideIcon>> = {
  calls: PhoneIncoming,
  tools: Wrench,
  transfers: ArrowLeftRight,
  after: ScrollText,
  campaigns: Megaphone,
};

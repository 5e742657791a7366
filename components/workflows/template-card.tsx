import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import type { FlowTemplate } from '#lib/flow-templates/flow-template.ts';
import { templateIcons } from './template-icons.ts';
import { needsText } from './template-search.ts';

interface TemplateCardProps {
  readonly template: FlowTemplate;
  /** Where the card leads, or what happens. */
  readonly open: { readonly href: string } | { readonly onOpen: () => void };
  readonly heading: 'h2' | 'h3';
}

/** One template: its job, what it answers to and what it needs. The whole card opens it. */
export function TemplateCard({ template, open, heading: Heading }: TemplateCardProps) {
  const Icon = templateIcons[template.job];
  const cover = 'outline-none before:absolute before:inset-0 before:rounded-lg before:content-[""]';
  return (
    <li className="group relative flex flex-col gap-3 rounded-lg border bg-surface p-4 shadow-xs transition-colors hover:border-signal has-focus-visible:outline-2 has-focus-visible:outline-signal has-focus-visible:outline-offset-2">
      <span className="flex items-center justify-between">
        <span className="grid size-8 place-items-center rounded-md bg-signal-soft text-signal-text">
          <Icon className="size-4" aria-hidden="true" />
        </span>
        <ArrowRight
          className="size-4 text-faint-foreground transition-transform group-hover:translate-x-0.5 group-hover:text-signal-text"
          aria-hidden="true"
        />
      </span>
      <div className="grid gap-1">
        <Heading className="font-medium text-sm">
          {'href' in open ? (
            <Link href={open.href} className={cover}>
              {template.title}
            </Link>
          ) : (
            <button type="button" onClick={open.onOpen} className={cn(cover, 'text-left')}>
              {template.title}
            </button>
          )}
        </Heading>
        <p className="text-muted-foreground text-xs text-pretty">{template.description}</p>
      </div>
      <div className="mt-auto grid gap-2">
        <p className="text-muted-foreground text-xs">Needs {needsText(template)}</p>
        <ul className="flex min-w-0 flex-wrap gap-1" aria-label="Answers to">
          {template.answersTo.map((name) => (
            <li key={name} className="min-w-0">
              <Badge tone="outline" mono className="max-w-52">
                <span className="truncate">{name}</span>
              </Badge>
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

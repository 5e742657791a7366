'use client';

import { Wrench } from 'lucide-react';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { pullVapiTools } from '#app/actions/vapi.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { StatusDot } from '#components/ui/status-dot.tsx';
import type { OperationInput } from '#lib/connect/operation.ts';
import type { PushedTool, ToolView } from '#lib/connect/tools.ts';

interface ToolsCardProps {
  readonly workflowId: string;
  readonly tools: ToolView;
  readonly onChange: (operation: OperationInput) => void;
  readonly onPulled: () => void;
}

/** The Tool call triggers as tools in Vapi, and the tools there that have no trigger yet. */
export function ToolsCard({ workflowId, tools, onChange, onPulled }: ToolsCardProps) {
  return (
    <Card>
      <CardHeader
        title="Tools"
        description="A Tool call trigger needs a function tool of the same name in Vapi, and an assistant that has it."
        className="pb-4"
      />
      {tools.own.length === 0 ? (
        <EmptyState
          icon={Wrench}
          title="No Tool call trigger"
          description="Add one on the canvas, or take over a tool that is in Vapi already."
          className="border-t py-8"
        />
      ) : (
        <ul aria-label="Tools of this workflow" className="divide-y border-t">
          {tools.own.map((tool) => (
            <OwnTool key={tool.name} tool={tool} assistants={tools.assistants} onChange={onChange} />
          ))}
        </ul>
      )}
      {tools.others.length === 0 ? null : (
        <OtherTools workflowId={workflowId} others={tools.others} onPulled={onPulled} />
      )}
    </Card>
  );
}

interface OwnToolProps {
  readonly tool: PushedTool;
  readonly assistants: ToolView['assistants'];
  readonly onChange: (operation: OperationInput) => void;
}

function OwnTool({ tool, assistants, onChange }: OwnToolProps) {
  const isCurrent = tool.id !== null && tool.differs.length === 0;
  const free = assistants.filter(({ id }) => !tool.usedBy.some((user) => user.id === id));
  const { id: toolId } = tool;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="flex min-w-0 flex-1 basis-56 items-start gap-2">
        <StatusDot tone={toneOf(tool)} className="mt-0.75" />
        <div className="grid min-w-0 gap-1">
          <h3 className="truncate font-mono text-sm">{tool.name}</h3>
          <p className="text-muted-foreground text-xs text-pretty">{stateOf(tool)}</p>
          {tool.differs.length === 0 ? null : (
            <p className="flex flex-wrap gap-1">
              {tool.differs.map((path) => (
                <Badge key={path} tone="warning" mono>
                  {path} differs
                </Badge>
              ))}
            </p>
          )}
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {isCurrent ? null : (
          <Button
            size="sm"
            variant="primary"
            aria-label={`${toolId === null ? 'Create' : 'Update'} in Vapi: ${tool.name}`}
            onClick={() => onChange({ kind: 'push-tool', toolName: tool.name })}
          >
            {toolId === null ? 'Create in Vapi' : 'Update in Vapi'}
          </Button>
        )}
        {toolId === null || free.length === 0 ? null : (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button size="sm" aria-label={`Give to an assistant: ${tool.name}`}>
                Give to an assistant
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end" className="max-h-80 overflow-y-auto">
              {free.map(({ id, name }) => (
                <DropdownMenuItem
                  key={id}
                  onSelect={() => onChange({ kind: 'use-tool', toolId, assistantId: id })}
                >
                  {name}
                </DropdownMenuItem>
              ))}
            </DropdownMenuContent>
          </DropdownMenu>
        )}
      </div>
    </li>
  );
}

const toneOf = ({ id, differs, usedBy }: PushedTool) => {
  if (id === null) return 'neutral';
  return differs.length === 0 && usedBy.length > 0 ? 'success' : 'warning';
};

const stateOf = ({ id, usedBy }: PushedTool): string => {
  if (id === null) return 'Not in Vapi yet';
  if (usedBy.length === 0) return 'In Vapi, but no assistant has it';
  return `Used by ${usedBy.map(({ name }) => name).join(', ')}`;
};

interface OtherToolsProps {
  readonly workflowId: string;
  readonly others: ToolView['others'];
  readonly onPulled: () => void;
}

function OtherTools({ workflowId, others, onPulled }: OtherToolsProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isPending, startTransition] = useTransition();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const pull = () =>
    startTransition(async () => {
      const result = await pullVapiTools(workflowId, [...chosen]).catch(() => undefined);
      if (!result?.ok) {
        toast.error(result?.message ?? 'The server did not answer. Nothing was added.');
        return;
      }
      toast.success(
        `${result.added.length === 1 ? 'A trigger was' : `${result.added.length} triggers were`} added to the draft`,
      );
      setChosen(new Set());
      onPulled();
    });
  return (
    <section className="grid gap-2 border-t px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-sm">In Vapi, without a trigger here</h3>
        <Button size="sm" pending={isPending} disabled={chosen.size === 0} onClick={pull}>
          Add to the canvas
        </Button>
      </div>
      <ul aria-label="Tools without a trigger" className="grid max-h-60 gap-1 overflow-y-auto">
        {others.map(({ id, name, description }) => (
          <li key={id}>
            <label className="flex cursor-pointer items-start gap-2.5 py-1 text-sm">
              <input
                type="checkbox"
                className="mt-0.5 size-4 shrink-0 accent-signal"
                checked={chosen.has(id)}
                onChange={() => toggle(id)}
              />
              <span className="grid min-w-0">
                <code className="truncate text-xs leading-5">{name}</code>
                {description === '' ? null : (
                  <span className="line-clamp-2 text-muted-foreground text-xs">{description}</span>
                )}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

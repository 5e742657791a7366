import { Check, CircleAlert, CircleDashed, ShieldOff } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { ScrollText } from '#components/ui/scroll-text.tsx';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { type ReplyVerdict, replyPreview } from '#lib/nodes/reply-preview.ts';
import { stepsBefore } from '../document/steps-before.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { messageAtField } from '../form/message-at-field.ts';

/** The JSON that a Reply node sends to Vapi, as the form stands, and whether Vapi takes it. */
export function ReplyPreview({ node }: { node: GraphNode }) {
  const { specs } = useEditor();
  const eventType = useEditorState(({ document }) => answeredEvent(document, node.id, specs));
  const config = useDeferredValue(node.config); // typing goes first
  const preview = useMemo(() => replyPreview(node.type, config, eventType), [node.type, config, eventType]);
  const issues = useEditorState((state) => state.issuesByNode.get(node.id));
  if (preview === undefined) return null;
  const { body, status } = preview;
  const verdict = withErrorsOf(node, issues, preview.verdict);
  return (
    <section aria-label="Answer to Vapi" className="grid gap-2 border-t p-4">
      <header className="flex items-baseline justify-between gap-3">
        <h2 className="font-medium text-sm">Answer to Vapi</h2>
        <span className="text-faint-foreground text-xs tabular-nums">HTTP {status}</span>
      </header>
      <Verdict verdict={verdict} />
      {body === undefined ? null : (
        <ScrollText className="max-h-80 overflow-auto rounded-md border bg-surface-2 p-3 whitespace-pre-wrap break-words font-mono text-xs leading-relaxed">
          <Highlighted text={JSON.stringify(body, null, 2)} />
        </ScrollText>
      )}
    </section>
  );
}

/** What the preview cannot see, such as a reference to a step that does not exist, keeps the reply from being sent too. */
const withErrorsOf = (
  { name }: GraphNode,
  issues: readonly GraphIssue[] | undefined,
  verdict: ReplyVerdict,
): ReplyVerdict => {
  const error = issues?.find(({ severity }) => severity === 'error');
  const isSaid = verdict.kind === 'fault' || verdict.kind === 'blocked';
  return error === undefined || isSaid
    ? verdict
    : { kind: 'blocked', message: messageAtField(error.message, name) };
};

const VERDICTS = {
  fits: { icon: Check, tone: 'text-success-text' },
  unchecked: { icon: ShieldOff, tone: 'text-muted-foreground' },
  fault: { icon: CircleAlert, tone: 'text-danger-text' },
  unfinished: { icon: CircleDashed, tone: 'text-muted-foreground' },
  blocked: { icon: CircleDashed, tone: 'text-muted-foreground' },
} as const;

function Verdict({ verdict }: { verdict: ReplyVerdict }) {
  const { icon: Icon, tone } = VERDICTS[verdict.kind];
  return (
    <p aria-live="polite" className={cn('flex gap-1.5 text-pretty text-xs', tone)}>
      <Icon className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
      <span className="min-w-0 break-words">{textOf(verdict)}</span>
    </p>
  );
}

const textOf = (verdict: ReplyVerdict): string => {
  switch (verdict.kind) {
    case 'fits':
      return 'Vapi takes this. Expressions are filled in and checked when the flow runs.';
    case 'unchecked':
      return 'Sent as it is, without a check.';
    case 'fault':
      return `Vapi would not take this: ${verdict.message}.`;
    case 'unfinished':
      return verdict.message;
    case 'blocked':
      return `It cannot be sent yet. ${verdict.message}`;
  }
};

/** Marks what is only known when the flow runs. */
function Highlighted({ text }: { text: string }) {
  return text.split(/(\{\{.*?\}\})/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other identity
      <span key={index} className="rounded-sm bg-signal-soft text-signal-text">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

/** The event that a node's flow answers; undefined where that is a tool call, or no trigger leads to it yet. */
const answeredEvent = (document: GraphDocument, nodeId: string, specs: NodeSpecs): string | undefined => {
  for (const before of stepsBefore(document, nodeId)) {
    const match = specs[before.type]?.trigger?.(before.config);
    if (match?.kind === 'event') return match.eventType;
  }
  return undefined;
};

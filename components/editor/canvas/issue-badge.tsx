import { CircleAlert, TriangleAlert } from 'lucide-react';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { useEditorState } from '../editor-context.tsx';

/** Says on the card that something in the node has to be mended. */
export function IssueBadge({ nodeId }: { nodeId: string }) {
  // A string, so that the card is only drawn again when what it says changes.
  const text = useEditorState(({ issuesByNode }) => textOf(issuesByNode.get(nodeId)));
  if (text === '') return null;
  const [severity, ...messages] = text.split('\n');
  const isError = severity === 'error';
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <Tooltip content={messages.map((message) => <p key={message}>{message}</p>)}>
      <span
        role="img"
        aria-label={`${messages.length} ${isError ? 'error' : 'warning'}${messages.length === 1 ? '' : 's'}`}
      >
        <Icon className={isError ? 'size-4 text-danger' : 'size-4 text-warning-text'} aria-hidden="true" />
      </span>
    </Tooltip>
  );
}

const texts = new WeakMap<readonly GraphIssue[], string>();

/** The severity, then a line for each message; '' where there is nothing to say. */
const textOf = (issues: readonly GraphIssue[] | undefined): string => {
  if (issues === undefined) return '';
  const known = texts.get(issues);
  if (known !== undefined) return known;
  const severity = issues.some((issue) => issue.severity === 'error') ? 'error' : 'warning';
  const text = [severity, ...issues.map((issue) => issue.message)].join('\n');
  texts.set(issues, text);
  return text;
};

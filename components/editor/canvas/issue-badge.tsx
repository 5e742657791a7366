import { CircleAlert, TriangleAlert } from 'lucide-react';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useEditorState } from '../editor-context.tsx';

/** Says on the card that something in the node has to be mended. */
export function IssueBadge({ nodeId }: { nodeId: string }) {
  // A string, so that the card is only drawn again when what it says changes.
  const text = useEditorState(({ issues }) => {
    const own = issues.filter((issue) => issue.nodeId === nodeId);
    if (own.length === 0) return '';
    const severity = own.some((issue) => issue.severity === 'error') ? 'error' : 'warning';
    return `${severity}\n${own.map((issue) => issue.message).join('\n')}`;
  });
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

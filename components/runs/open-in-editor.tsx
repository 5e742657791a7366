import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';

interface OpenInEditorProps {
  readonly workflowId: string;
  readonly eventId: string;
  /** Whose flow the canvas shows; all of them where it is absent. */
  readonly triggerNodeId?: string | undefined;
  /** An icon alone, for rows. */
  readonly isCompact?: boolean;
}

/** Leads to the editor, with a received event as the one that the draft is tested with. */
export function OpenInEditor({ workflowId, eventId, triggerNodeId, isCompact = false }: OpenInEditorProps) {
  const query = new URLSearchParams({
    event: eventId,
    ...(triggerNodeId === undefined ? {} : { trigger: triggerNodeId }),
  });
  return (
    <Tooltip content="Test the draft with this event in the editor">
      <Button asChild {...(isCompact ? { variant: 'ghost', size: 'icon-sm', className: 'relative' } : {})}>
        <Link
          href={`/workflows/${workflowId}?${query}`}
          aria-label={isCompact ? 'Open in editor' : undefined}
        >
          <FlaskConical />
          {isCompact ? null : 'Open in editor'}
        </Link>
      </Button>
    </Tooltip>
  );
}

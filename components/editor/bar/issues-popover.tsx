import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import { useEditorState } from '../editor-context.tsx';
import { IssueList } from './issue-list.tsx';

/** How many errors and warnings there are, and on a click which. */
export function IssuesPopover() {
  const issues = useEditorState((state) => state.issues);
  const isEmpty = useEditorState((state) => state.document.nodes.length === 0);
  const [isOpen, setOpen] = useState(false);
  if (isEmpty) return null;
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  const warnings = issues.length - errors;
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="sm">
          {issues.length === 0 ? (
            <>
              <CircleCheck className="text-success-text" />
              <span className="sr-only">No problems</span>
            </>
          ) : null}
          {errors > 0 ? (
            <span className="flex items-center gap-1 text-danger-text">
              <CircleAlert /> {errors}
              <span className="sr-only">
                {errors === 1 ? 'error' : 'errors'}
                {warnings > 0 ? ',' : ''}
              </span>
            </span>
          ) : null}
          {warnings > 0 ? (
            <span className="flex items-center gap-1 text-warning-text">
              <TriangleAlert /> {warnings}
              <span className="sr-only">{warnings === 1 ? 'warning' : 'warnings'}</span>
            </span>
          ) : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="What is wrong with the flows" align="end" className="w-96 p-1.5">
        {issues.length === 0 ? (
          <p className="px-2.5 py-2 text-muted-foreground text-sm">
            No problems found: this draft can be published.
          </p>
        ) : (
          <IssueList issues={issues} onJump={() => setOpen(false)} />
        )}
      </PopoverContent>
    </Popover>
  );
}

'use client';

import { Copy, Download, Ellipsis, Pencil, Settings, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { downloadWorkflow } from './download-workflow.ts';
import { duplicateAndTell } from './duplicate-and-tell.ts';
import { RenameDialog } from './rename-dialog.tsx';
import type { WorkflowRow } from './workflow-row.ts';

interface WorkflowMenuProps {
  readonly workflow: WorkflowRow;
  readonly onRemove: (workflow: WorkflowRow) => void;
}

/** What can be done with a workflow in the list. */
export function WorkflowMenu({ workflow, onRemove }: WorkflowMenuProps) {
  const router = useRouter();
  const [isRenaming, setIsRenaming] = useState(false);

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            className="relative"
            aria-label={`Actions for ${workflow.name}`}
          >
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setIsRenaming(true)}>
            <Pencil />
            Rename
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void duplicateAndTell(workflow.id, router.push)}>
            <Copy />
            Duplicate
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void downloadWorkflow(workflow.id)}>
            <Download />
            Export JSON
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <Link href={`/workflows/${workflow.id}/settings`}>
              <Settings />
              Settings
            </Link>
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={() => onRemove(workflow)}>
            <Trash2 />
            Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <RenameDialog workflow={workflow} open={isRenaming} onOpenChange={setIsRenaming} />
    </>
  );
}

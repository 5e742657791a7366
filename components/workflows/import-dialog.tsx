'use client';

import { FileJson, Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type DragEvent, type FormEvent, useEffect, useRef, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { importWorkflow } from '#app/actions/workflows.ts';
import { FormAlert } from '#components/auth/form-alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { nameOfFile, readImport } from './read-import.ts';

interface Source {
  readonly text: string;
  readonly fileName: string;
}

const nothing: Source = { text: '', fileName: '' };

/** Import from a file (picked, or dropped anywhere on the page) or from pasted text. */
export function ImportDialog() {
  const [open, setOpen] = useState(false);
  const [source, setSource] = useState(nothing);
  const isDraggedOver = usePageDrop(async (file) => {
    setSource({ text: await file.text(), fileName: file.name });
    setOpen(true);
  });

  return (
    <>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          if (!next) setSource(nothing);
        }}
      >
        <DialogTrigger asChild>
          <Button>
            <Upload />
            Import
          </Button>
        </DialogTrigger>
        {open ? <ImportForm source={source} onSource={setSource} onDone={() => setOpen(false)} /> : null}
      </Dialog>
      {isDraggedOver ? (
        <div className="pointer-events-none fixed inset-3 z-40 grid place-items-center rounded-xl border-2 border-signal border-dashed bg-background/85">
          <span className="font-medium text-base">Drop a workflow’s JSON file to import it</span>
        </div>
      ) : null}
    </>
  );
}

/** Calls `onFile` for a file dropped anywhere on the page; true while one is held over it. */
const usePageDrop = (onFile: (file: File) => Promise<void>): boolean => {
  const [depth, setDepth] = useState(0);
  const handler = useRef(onFile);
  useEffect(() => {
    handler.current = onFile;
  });
  useEffect(() => {
    const hasFile = (event: globalThis.DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: globalThis.DragEvent) => hasFile(event) && setDepth((now) => now + 1);
    const leave = (event: globalThis.DragEvent) => hasFile(event) && setDepth((now) => Math.max(0, now - 1));
    const over = (event: globalThis.DragEvent) => hasFile(event) && event.preventDefault();
    const drop = (event: globalThis.DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setDepth(0);
      const file = event.dataTransfer?.files[0];
      if (file) void handler.current(file).catch(() => toast.error('The browser could not read that file.'));
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return depth > 0;
};

function ImportForm({
  source,
  onSource,
  onDone,
}: {
  source: Source;
  onSource: (source: Source) => void;
  onDone: () => void;
}) {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<{ message: string; lines: readonly string[] }>();
  const [isPending, startTransition] = useTransition();

  const take = (next: Source) => {
    onSource(next);
    setProblem(undefined);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readImport(source.text);
    if (!read.ok) {
      setProblem({ message: read.message, lines: [] });
      return;
    }
    startTransition(async () => {
      // An exported workflow brings its name; a bare graph is named after its file.
      const name = hasName(read.document) ? undefined : nameOfFile(source.fileName) || undefined;
      const result = await importWorkflow(read.document, name).catch(() => undefined);
      if (!result?.ok) {
        setProblem(problemOf(result));
        return;
      }
      toast.success(`Imported “${result.name}”`);
      onDone();
      router.push(`/workflows/${result.id}`);
    });
  };

  return (
    <DialogContent
      title="Import a workflow"
      description="A file from Export, or a bare graph document. It gets a server URL of its own; secrets are never part of a file."
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button
            type="submit"
            form="import-workflow"
            variant="primary"
            pending={isPending}
            disabled={source.text.trim() === ''}
          >
            Import
          </Button>
        </>
      }
    >
      <form id="import-workflow" className="grid gap-4" onSubmit={submit}>
        {problem ? (
          <FormAlert>
            {problem.message}
            {problem.lines.length > 0 ? (
              <ul className="mt-1 list-disc pl-4 text-xs">
                {problem.lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ) : null}
          </FormAlert>
        ) : null}
        <button
          type="button"
          onClick={() => picker.current?.click()}
          onDragOver={(event: DragEvent) => event.preventDefault()}
          className={cn(
            'flex items-center justify-center gap-2 rounded-md border border-border-strong border-dashed px-3 py-5 text-muted-foreground text-sm hover:border-signal hover:text-foreground',
            source.fileName !== '' && 'border-solid text-foreground',
          )}
        >
          <FileJson className="size-4" aria-hidden="true" />
          {source.fileName === '' ? 'Choose a file, or drop one here' : source.fileName}
        </button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          aria-label="Workflow file"
          className="hidden"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void file.text().then((text) => take({ text, fileName: file.name }));
          }}
        />
        <Field label="Or paste JSON">
          {(control) => (
            <Textarea
              {...control}
              value={source.text}
              spellCheck={false}
              onChange={(event) => take({ text: event.target.value, fileName: '' })}
              className="max-h-64 min-h-36 font-mono text-xs"
              placeholder={'{ "patchbay": "workflow", "name": "…", "graph": { … } }'}
            />
          )}
        </Field>
      </form>
    </DialogContent>
  );
}

const hasName = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'name' in document;

const SHOWN_ISSUES = 6;

const problemOf = (
  result:
    | { message: string; issues: readonly { path: readonly (string | number)[]; message: string }[] }
    | undefined,
): { message: string; lines: readonly string[] } => {
  if (result === undefined) return { message: 'The server did not answer. Try again.', lines: [] };
  const { issues } = result;
  if (issues.length === 0) return { message: result.message, lines: [] };
  // What is wrong in a graph names its place by itself.
  const lines = issues
    .slice(0, SHOWN_ISSUES)
    .map(({ path, message }) =>
      path.length === 0 || path[0] === 'graph' ? message : `${path.join('.')}: ${message}`,
    );
  const rest = issues.length - lines.length;
  return {
    message: 'This is not a workflow that Patchbay can take:',
    lines: rest > 0 ? [...lines, `and ${rest} more`] : lines,
  };
};

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, FieldError } from '#components/ui/field.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { outputsOf } from '../document/handles.ts';
import { useEditor } from '../editor-context.tsx';
import { CodeMirror } from '../form/code-mirror.tsx';
import type { Pin } from '../testing/kept-testing.ts';
import { useTesting } from '../testing/use-testing.ts';

interface PinEditorProps {
  readonly node: GraphNode;
  readonly initial: Pin;
  readonly onClose: () => void;
}

/** What a step is to give in tests, to write by hand; of several outputs, the one that is taken. */
export function PinEditor({ node, initial, onClose }: PinEditorProps) {
  const { specs } = useEditor();
  const testing = useTesting();
  const outputs = outputsOf(node, specs[node.type]);
  const key = `pin:${node.id}`;
  const [text, setText] = useState(
    () => testing.unfinished.get(key) ?? JSON.stringify(initial.output, null, 2) ?? 'null',
  );
  const close = () => {
    testing.unfinished.delete(key);
    onClose();
  };
  const [handle, setHandle] = useState(initial.handle ?? outputs[0]?.id);
  const read = readJson(text);
  return (
    <form
      className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!read.ok) return;
        testing.pin(node.id, { output: read.value, ...(handle === undefined ? {} : { handle }) });
        close();
      }}
    >
      <CodeMirror
        value={text}
        onChange={(next) => {
          setText(next);
          testing.unfinished.set(key, next);
        }}
        language="json"
        hasOwnUndo
        label="Pinned output"
        isInvalid={!read.ok}
        className="code-area max-h-96 overflow-auto"
      />
      {read.ok ? null : <FieldError>{read.message}</FieldError>}
      {outputs.length > 1 ? (
        <Field label="Leaves by">
          {(control) => (
            <Select value={handle ?? ''} onValueChange={setHandle}>
              <SelectTrigger {...control}>
                {outputs.find(({ id }) => id === handle)?.label || handle}
              </SelectTrigger>
              <SelectContent>
                {outputs.map(({ id, label }) => (
                  <SelectItem key={id} value={id}>
                    {label || id}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" size="sm" disabled={!read.ok}>
          Pin this
        </Button>
      </div>
    </form>
  );
}

const readJson = (
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string } => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return {
      ok: false,
      message: `This is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`,
    };
  }
};

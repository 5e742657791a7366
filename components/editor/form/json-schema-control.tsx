import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { JsonValue } from './json-control.tsx';
import { freeParameterName, type ParameterRow, readRows, writeRows } from './json-schema-rows.ts';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { ParameterFields } from './parameter-fields.tsx';
import { RowIssues } from './rows.tsx';

/** The parameters of a tool: rows, or the JSON Schema itself. */
export function JsonSchemaControl(props: ControlProps) {
  const form = useNodeForm();
  const [isRaw, setRaw] = useState(false);
  const [added, setAdded] = useState<number>();
  const rows = readRows(props.value);
  const write = (changed: readonly ParameterRow[]) => props.onChange(writeRows(props.value, changed));
  return (
    <div className="grid gap-2">
      {isRaw || rows === undefined ? (
        <JsonValue {...props} />
      ) : (
        <>
          {rows.length > 0 ? (
            <ul className="grid gap-2">
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the name is edited in the row, so it cannot be its key
                <li key={index}>
                  <ParameterFields
                    row={row}
                    isNew={index === added}
                    others={rows.filter((other) => other !== row).map((other) => other.name)}
                    onChange={(changed) => write(rows.with(index, changed))}
                    onRemove={() => write(rows.toSpliced(index, 1))}
                  />
                </li>
              ))}
            </ul>
          ) : (
            <p className="rounded-md border border-dashed px-3 py-2.5 text-muted-foreground text-xs">
              The tool takes no parameters yet. Add one for each thing the assistant has to find out first.
            </p>
          )}
          <RowIssues issues={[form.issueAt([...props.path, 'required'], rows)]} />
        </>
      )}
      <div className="flex items-center gap-1">
        {isRaw || rows === undefined ? null : (
          <Button
            variant="ghost"
            size="sm"
            className="-ml-2"
            onClick={() => {
              setAdded(rows.length);
              write([
                ...rows,
                { name: freeParameterName(rows), schema: { type: 'string' }, isRequired: true },
              ]);
            }}
          >
            <Plus /> Add parameter
          </Button>
        )}
        <span className="flex-1" />
        <CopyButton value={() => JSON.stringify(props.value ?? {}, null, 2)} label="Copy as JSON Schema">
          Copy
        </CopyButton>
        {rows === undefined ? null : (
          <Button variant="ghost" size="sm" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
            {isRaw ? 'Form' : 'JSON'}
          </Button>
        )}
      </div>
    </div>
  );
}

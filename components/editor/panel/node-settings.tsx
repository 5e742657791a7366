import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Label } from '#components/ui/label.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { NodeSpec } from '#lib/graph/node-spec.ts';
import { type GraphNode, graphNode } from '#lib/graph/schema.ts';
import { useEditor } from '../editor-context.tsx';
import { LimitedNumber } from './limited-number.tsx';
import { RetryFields } from './retry-fields.tsx';

const ON_ERROR = {
  stop: 'Stop the flow; the fallback answers',
  handle: 'Leave by the output “error”',
  continue: 'Go on, with no output',
} as const;

/** What every node has beside its own settings. */
export function NodeSettings({ node, spec }: { node: GraphNode; spec: NodeSpec | undefined }) {
  const { commands } = useEditor();
  const isTrigger = spec?.trigger !== undefined;
  const onError = node.onError ?? 'stop';
  return (
    <div className="grid gap-4.5 p-4">
      <div className="flex items-start justify-between gap-4">
        <div className="grid gap-0.5">
          <Label htmlFor="node-enabled">Enabled</Label>
          <p className="text-muted-foreground text-xs">
            {isTrigger
              ? 'Switched off, its events are kept but start nothing.'
              : 'Switched off, the flow passes it by.'}
          </p>
        </div>
        <Switch
          id="node-enabled"
          checked={node.disabled !== true}
          onCheckedChange={(isOn) => commands.setSettings(node.id, { disabled: isOn ? undefined : true })}
        />
      </div>
      {spec?.canFail ? (
        <>
          <Field label="On error">
            {(control) => (
              <Select
                value={onError}
                onValueChange={(value) => {
                  const chosen = graphNode.shape.onError.parse(value);
                  commands.setSettings(node.id, { onError: chosen === 'stop' ? undefined : chosen });
                }}
              >
                <SelectTrigger {...control}>{ON_ERROR[onError]}</SelectTrigger>
                <SelectContent>
                  <SelectItem value="stop">{ON_ERROR.stop}</SelectItem>
                  <SelectItem value="handle">{ON_ERROR.handle}</SelectItem>
                  <SelectItem value="continue">{ON_ERROR.continue}</SelectItem>
                </SelectContent>
              </Select>
            )}
          </Field>
          <RetryFields node={node} />
        </>
      ) : null}
      {isTrigger ? null : (
        <Field label="Time limit" help="Ends one try of the step. Empty: the trigger’s deadline alone.">
          {(control) => (
            <LimitedNumber
              {...control}
              unit="ms"
              value={node.timeoutMs}
              schema={graphNode.shape.timeoutMs.unwrap()}
              onChange={(timeoutMs) => commands.setSettings(node.id, { timeoutMs })}
            />
          )}
        </Field>
      )}
      <Field label="Note" help="For you and your colleagues; shown on hover.">
        {(control) => (
          <Textarea
            {...control}
            data-field="note"
            maxLength={10_000}
            value={node.note ?? ''}
            onChange={({ target }) =>
              commands.setSettings(node.id, { note: target.value === '' ? undefined : target.value })
            }
          />
        )}
      </Field>
      <Field label="Type" help="As the graph document has it.">
        {(control) => <Input {...control} readOnly className="font-mono text-xs" value={node.type} />}
      </Field>
    </div>
  );
}

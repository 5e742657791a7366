import { Field } from '#components/ui/field.tsx';
import { Label } from '#components/ui/label.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { type GraphNode, type RetryPolicy, retryPolicy } from '#lib/graph/schema.ts';
import { useEditor } from '../editor-context.tsx';
import { LimitedNumber } from './limited-number.tsx';

const FIRST_POLICY: RetryPolicy = { times: 2, delayMs: 500, backoff: 'exponential' };
const BACKOFF = { fixed: 'the same each time', exponential: 'twice as long each time' } as const;

/** Whether and how a failed step is tried again. */
export function RetryFields({ node }: { node: GraphNode }) {
  const { commands } = useEditor();
  const { retry } = node;
  const set = (policy: RetryPolicy | undefined) => commands.setSettings(node.id, { retry: policy });
  return (
    <div className="grid gap-3">
      <div className="flex items-start justify-between gap-4">
        <div className="grid gap-0.5">
          <Label htmlFor="node-retry">Try again when it fails</Label>
          <p className="text-muted-foreground text-xs">
            The caller waits meanwhile; the trigger’s deadline still counts.
          </p>
        </div>
        <Switch
          id="node-retry"
          checked={retry !== undefined}
          onCheckedChange={(isOn) => set(isOn ? FIRST_POLICY : undefined)}
        />
      </div>
      {retry === undefined ? null : (
        <div className="grid gap-3 border-l-2 pl-3">
          <Field label="Retries">
            {(control) => (
              <LimitedNumber
                {...control}
                isRequired
                value={retry.times}
                schema={retryPolicy.shape.times}
                onChange={(times) => times !== undefined && set({ ...retry, times })}
              />
            )}
          </Field>
          <Field label="Wait before the first">
            {(control) => (
              <LimitedNumber
                {...control}
                isRequired
                unit="ms"
                value={retry.delayMs}
                schema={retryPolicy.shape.delayMs}
                onChange={(delayMs) => delayMs !== undefined && set({ ...retry, delayMs })}
              />
            )}
          </Field>
          <Field label="Then wait">
            {(control) => (
              <Select
                value={retry.backoff}
                onValueChange={(value) => set({ ...retry, backoff: retryPolicy.shape.backoff.parse(value) })}
              >
                <SelectTrigger {...control}>{BACKOFF[retry.backoff]}</SelectTrigger>
                <SelectContent>
                  <SelectItem value="fixed">{BACKOFF.fixed}</SelectItem>
                  <SelectItem value="exponential">{BACKOFF.exponential}</SelectItem>
                </SelectContent>
              </Select>
            )}
          </Field>
        </div>
      )}
    </div>
  );
}

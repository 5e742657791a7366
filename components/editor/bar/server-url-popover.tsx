import { Cable, Link2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { PublicAddress } from '#components/connect/public-address.tsx';
import { ownSamples } from '#components/runs/sample-event.ts';
import { TrySample } from '#components/runs/try-sample.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import { useEditor } from '../editor-context.tsx';

export interface ServerAddress {
  /** Undefined while it is switched off. */
  readonly url: string | undefined;
  readonly hasSecret: boolean;
}

/** The address for Vapi, and where it goes there. */
export function ServerUrlPopover({ address }: { address: ServerAddress }) {
  const { workflowId } = useEditor();
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="sm" aria-label="Server URL">
          <Link2 /> <span className="max-sm:sr-only">Server URL</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent
        aria-label="Server URL"
        align="end"
        className="grid max-h-(--radix-popover-content-available-height) w-[min(26rem,calc(100vw-1rem))] gap-3 overflow-y-auto p-4"
      >
        <div className="grid gap-0.5">
          <h2 className="font-semibold text-base">Server URL</h2>
          <p className="text-muted-foreground text-xs">
            One address for all events of this workflow. It never changes when you publish.
          </p>
        </div>
        {address.url === undefined ? (
          <p className="rounded-md bg-warning-soft px-3 py-2 text-warning-text text-xs">
            This workflow’s address is switched off: it answers 404. Make a new one in the{' '}
            <Link className="underline" href={`/workflows/${workflowId}/settings`}>
              settings
            </Link>
            .
          </p>
        ) : (
          <Address url={address.url} />
        )}
        <Button asChild variant="primary" className="w-full">
          <Link href={`/workflows/${workflowId}/connect`}>
            <Cable /> Connect to Vapi
          </Link>
        </Button>
        <Steps hasSecret={address.hasSecret} settingsHref={`/workflows/${workflowId}/settings`} />
        {address.url === undefined ? null : <Try url={address.url} hasSecret={address.hasSecret} />}
      </PopoverContent>
    </Popover>
  );
}

function Address({ url }: { url: string }) {
  return (
    <>
      <div className="flex items-center gap-1 rounded-md border border-border-strong bg-surface-2 py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 text-xs break-all" data-testid="server-url">
          {url}
        </code>
        <CopyButton value={url} label="Copy server URL" />
      </div>
      <PublicAddress serverUrl={url} />
    </>
  );
}

function Steps({ hasSecret, settingsHref }: { hasSecret: boolean; settingsHref: string }) {
  const { store } = useEditor();
  const samples = ownSamples(store.getState().document);
  const isForTools = samples.length > 0 && samples.every(({ eventType }) => eventType === 'tool-calls');
  return (
    <section className="grid gap-2">
      <h3 className="font-medium text-sm">Or by hand in the Vapi dashboard</h3>
      <Tabs defaultValue={isForTools ? 'tool' : 'assistant'}>
        <TabsList className="px-0">
          <TabsTrigger value="assistant">Assistant</TabsTrigger>
          <TabsTrigger value="number">Phone number</TabsTrigger>
          <TabsTrigger value="tool">Tool</TabsTrigger>
        </TabsList>
        <TabsContent value="assistant" className="pt-3">
          <StepList
            lead="For the events of a call: reports, status, transcripts, transfers."
            steps={[
              'Open Assistants, choose yours, and go to Advanced.',
              'Under Messaging, paste the address into Server URL.',
              'In Server Messages, tick the events that your flows start on. Publish the assistant.',
            ]}
          />
        </TabsContent>
        <TabsContent value="number" className="pt-3">
          <StepList
            lead="To choose the assistant when a call comes in (assistant-request)."
            steps={[
              'Open Phone Numbers and choose the number.',
              'Under Inbound Settings, leave the assistant empty: Vapi only asks when none is set.',
              'Paste the address into Server URL and save.',
            ]}
          />
        </TabsContent>
        <TabsContent value="tool" className="pt-3">
          <StepList
            lead="For a tool that the assistant calls while it talks."
            steps={[
              'Open Tools and create a Function tool, named exactly as in the Tool call trigger.',
              'Copy description and parameters from the trigger’s panel.',
              'Paste the address into Server URL, save, and add the tool to your assistant.',
            ]}
          />
        </TabsContent>
      </Tabs>
      <p className="border-t pt-3 text-muted-foreground text-xs text-pretty">
        {hasSecret
          ? 'Credentials are asked for: events without one are refused. '
          : 'Anyone who knows this address can post events to it. '}
        <Link className="text-signal-text underline underline-offset-4" href={settingsHref}>
          {hasSecret ? 'What to enter in Vapi' : 'Add a credential'}
        </Link>
      </p>
    </section>
  );
}

/** A command that posts a sample to what is published. */
function Try({ url, hasSecret }: { url: string; hasSecret: boolean }) {
  const { store } = useEditor();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="border-t pt-3" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="cursor-pointer font-medium text-sm">Post a sample yourself</summary>
      {isOpen ? (
        <div className="grid gap-2 pt-2">
          <p className="text-muted-foreground text-xs text-pretty">
            What is published answers it, and the run is under Runs.
            {hasSecret ? ' Add a credential to the command: without one it is refused.' : ''}
          </p>
          <TrySample serverUrl={url} samples={ownSamples(store.getState().document)} secret={null} />
        </div>
      ) : null}
    </details>
  );
}

function StepList({ lead, steps }: { lead: string; steps: readonly string[] }) {
  return (
    <div className="grid gap-2">
      <p className="text-muted-foreground text-xs">{lead}</p>
      <ol className="grid gap-1.5">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-2.5 text-sm">
            <span className="grid size-4.5 shrink-0 place-items-center rounded-full bg-surface-3 font-medium text-2xs">
              {index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
    </div>
  );
}

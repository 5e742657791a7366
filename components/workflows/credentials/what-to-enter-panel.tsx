import { CodeBlock } from '#components/ui/code-block.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import type { DashboardField, WhatToEnter } from '#lib/vapi/credentials/what-to-enter.ts';

/** What makes Vapi send a credential: field by field in its dashboard, or as JSON for its API. */
export function WhatToEnterPanel({ inVapi }: { inVapi: WhatToEnter }) {
  return (
    <Tabs defaultValue="dashboard" className="grid min-w-0 gap-3">
      <TabsList className="px-0">
        <TabsTrigger value="dashboard">In the Vapi dashboard</TabsTrigger>
        <TabsTrigger value="api">With the API</TabsTrigger>
      </TabsList>
      <TabsContent value="dashboard" className="grid gap-3">
        <ol className="grid gap-3 text-sm">
          <Step number={1}>
            Open <b>Integrations › Server Configuration</b> and choose <b>Add Custom Credential</b>.
          </Step>
          <Step number={2}>
            Enter these values and save. Leave everything else as it is.
            <Fields fields={inVapi.dashboard} />
          </Step>
          <Step number={3}>
            Choose this credential wherever you paste the server URL: at the assistant, the phone number or
            the tool.
          </Step>
        </ol>
      </TabsContent>
      <TabsContent value="api" className="grid min-w-0 gap-3">
        <CodeBlock label="POST https://api.vapi.ai/credential" text={pretty(inVapi.credential)} />
        <CodeBlock label="server, of an assistant, a phone number or a tool" text={pretty(inVapi.server)} />
        {inVapi.serverWithHeaders === undefined ? null : (
          <CodeBlock
            label="Or server with the header itself, without a credential in Vapi"
            text={pretty(inVapi.serverWithHeaders)}
          />
        )}
      </TabsContent>
    </Tabs>
  );
}

function Step({ number, children }: { number: number; children: React.ReactNode }) {
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2">
      <span
        aria-hidden="true"
        className="mt-px grid size-5 place-items-center rounded-full bg-surface-3 font-medium text-2xs text-muted-foreground"
      >
        {number}
      </span>
      <div className="min-w-0 text-muted-foreground text-pretty [&_b]:font-medium [&_b]:text-foreground">
        {children}
      </div>
    </li>
  );
}

function Fields({ fields }: { fields: readonly DashboardField[] }) {
  return (
    <dl className="mt-2 grid divide-y rounded-md border text-foreground">
      {fields.map(({ label, value, isSecretUnknown }) => (
        <div
          key={label}
          className="grid min-h-9 items-center gap-x-3 px-3 py-1 sm:grid-cols-[9.5rem_minmax(0,1fr)]"
        >
          <dt className="text-muted-foreground text-xs">{label}</dt>
          <dd className="flex min-w-0 items-center justify-between gap-2">
            {isSecretUnknown ? (
              <span className="text-faint-foreground text-xs text-pretty">
                the secret you copied when you added it; replace the credential if it is lost
              </span>
            ) : (
              <>
                <code className="min-w-0 break-all text-xs">{value}</code>
                <CopyButton value={value} label={`Copy: ${label}`} size="icon-xs" />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

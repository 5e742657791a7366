import type { ReactNode } from 'react';

/** Where the server URL goes in the Vapi dashboard, by what should reach the workflow. */
export function VapiSteps() {
  return (
    <div className="grid gap-2">
      <h3 className="font-medium text-sm">What to do with it in the Vapi dashboard</h3>
      <dl className="grid divide-y rounded-md border">
        <Place where="Tool calls">
          Tools › your tool › <b>Server URL</b>. Left empty, Vapi takes the URL of the assistant.
        </Place>
        <Place where="Events of a call">
          Assistants › your assistant › Advanced › <b>Server URL</b>, and choose under <b>Server Messages</b>{' '}
          which events to send.
        </Place>
        <Place where="Incoming calls">
          Phone Numbers › your number › <b>Server URL</b>, with <b>no assistant</b> chosen. Then every call
          asks this workflow who answers (<code className="text-xs">assistant-request</code>).
        </Place>
      </dl>
      <p className="text-muted-foreground text-xs text-pretty">
        Vapi sends each event to one place only: the tool’s URL, else the assistant’s, else the phone
        number’s, else that of the organisation.
      </p>
    </div>
  );
}

function Place({ where, children }: { where: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 px-3 py-2 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
      <dt className="font-medium text-sm">{where}</dt>
      <dd className="text-muted-foreground text-sm text-pretty [&_b]:font-medium [&_b]:text-foreground">
        {children}
      </dd>
    </div>
  );
}

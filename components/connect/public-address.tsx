'use client';

import { TriangleAlert } from 'lucide-react';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import { unreachableReason } from '#lib/connect/reachability.ts';
import { addressWays } from './public-address-ways.ts';

/** Where Vapi cannot reach a server URL: why, and how to get an address that it can. Nothing where it can. */
export function PublicAddress({ serverUrl }: { serverUrl: string }) {
  const reason = unreachableReason(serverUrl);
  if (reason === undefined) return null;
  return (
    <div className="grid min-w-0 gap-2 rounded-md bg-warning-soft px-3 py-2.5 text-sm">
      <p className="flex items-start gap-2 text-pretty">
        <TriangleAlert className="mt-0.5 size-3.5 shrink-0 text-warning-text" aria-hidden="true" />
        {reason}
      </p>
      <details className="group min-w-0">
        <summary className="w-fit cursor-pointer rounded-sm font-medium text-xs underline-offset-4 hover:underline">
          Get a public address
        </summary>
        <Ways serverUrl={serverUrl} />
      </details>
    </div>
  );
}

function Ways({ serverUrl }: { serverUrl: string }) {
  const ways = addressWays(serverUrl);
  return (
    <Tabs defaultValue={ways[0]?.id ?? ''} className="mt-2 min-w-0 rounded-md border bg-surface pt-1">
      <TabsList aria-label="Ways to a public address">
        {ways.map(({ id, name }) => (
          <TabsTrigger key={id} value={id}>
            {name}
          </TabsTrigger>
        ))}
      </TabsList>
      {ways.map(({ id, lead, blocks }) => (
        <TabsContent key={id} value={id} className="grid min-w-0 gap-3 p-3">
          <p className="text-muted-foreground text-xs text-pretty">{lead}</p>
          {blocks.map(({ label, text }) => (
            <CodeBlock key={label} label={label} text={text} isWrapped={!text.includes('\n')} />
          ))}
        </TabsContent>
      ))}
    </Tabs>
  );
}

'use client';

import { TriangleAlert } from 'lucide-react';
import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { setAllowedNetworks } from '#app/actions/credentials.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardFooter, CardHeader } from '#components/ui/card.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Field } from '#components/ui/field.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { readNetwork, VAPI_NETWORK } from '#lib/vapi/credentials/address-list.ts';

interface AllowedAddressesCardProps {
  readonly workflowId: string;
  readonly networks: readonly string[];
  /** Under which address this server sees the reader; `undefined` where it cannot tell. */
  readonly ownAddress: string | undefined;
  readonly trustsProxy: boolean;
}

/** From which addresses events are taken: a condition beside the credentials. */
export function AllowedAddressesCard({
  workflowId,
  networks,
  ownAddress,
  trustsProxy,
}: AllowedAddressesCardProps) {
  const [text, setText] = useState(networks.join('\n'));
  const [error, setError] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  const change = (next: string) => {
    setText(next);
    setError(undefined);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wrong = entries.map(readNetwork).find((read) => !read.ok);
    if (wrong !== undefined && !wrong.ok) {
      setError(wrong.message);
      return;
    }
    startTransition(async () => {
      const result = await setAllowedNetworks(workflowId, entries).catch(() => undefined);
      if (!result?.ok) {
        setError(result?.message ?? 'The server did not answer. The list is unchanged.');
        return;
      }
      setText(result.networks.join('\n'));
      toast.success(
        result.networks.length === 0
          ? 'Events are taken from everywhere now.'
          : 'Saved. Other addresses are refused from now on.',
      );
    });
  };
  return (
    <Card id="addresses">
      <CardHeader
        title={
          <span className="flex items-center gap-2">
            Allowed addresses
            {networks.length === 0 ? (
              <Badge>everywhere</Badge>
            ) : (
              <Badge tone="success">{networks.length} allowed</Badge>
            )}
          </span>
        }
        description="Events from other addresses are refused, even with the right credential. Empty takes them from everywhere."
      />
      <CardBody className="grid gap-4">
        <form id="allowed-addresses" onSubmit={save}>
          <Field
            label="Addresses and networks"
            error={error}
            help="One a line, IPv4 or IPv6, e.g. 203.0.113.7 or 2001:db8::/32."
            aside={
              entries.includes(VAPI_NETWORK) ? undefined : (
                <Button
                  variant="link"
                  size="xs"
                  onClick={() => change([...entries, VAPI_NETWORK].join('\n'))}
                >
                  Fill in Vapi’s {VAPI_NETWORK}
                </Button>
              )
            }
          >
            {(control) => (
              <Textarea
                {...control}
                value={text}
                rows={2}
                spellCheck={false}
                className="font-mono"
                placeholder="From everywhere"
                onChange={(event) => change(event.target.value)}
              />
            )}
          </Field>
        </form>
        {entries.includes(VAPI_NETWORK) ? (
          <CodeBlock
            label="Vapi uses these addresses only where server has this (API), or Static IP addresses are on"
            text='{ "staticIpAddressesEnabled": true }'
          />
        ) : null}
        <OwnAddress address={ownAddress} trustsProxy={trustsProxy} />
      </CardBody>
      <CardFooter>
        <span>
          {trustsProxy
            ? 'Behind your proxy: X-Forwarded-For counts.'
            : 'The other end of the connection counts.'}
        </span>
        <Button
          type="submit"
          form="allowed-addresses"
          size="sm"
          variant="primary"
          pending={isPending}
          disabled={entries.join() === networks.join()}
        >
          Save addresses
        </Button>
      </CardFooter>
    </Card>
  );
}

function OwnAddress({ address, trustsProxy }: { address: string | undefined; trustsProxy: boolean }) {
  const isBehindProxy = !trustsProxy && address !== undefined && /^(127\.|::1$)/.test(address);
  return (
    <p className="flex items-start gap-2 rounded-md bg-surface-2 px-3 py-2 text-muted-foreground text-sm text-pretty">
      {isBehindProxy ? (
        <TriangleAlert className="mt-0.5 size-3.5 shrink-0 text-warning-text" aria-hidden="true" />
      ) : null}
      <span>
        {address === undefined ? (
          'This server cannot tell from which address you come, so a list would refuse every event.'
        ) : (
          <>
            This server sees you at <code className="text-foreground text-xs">{address}</code>.
          </>
        )}{' '}
        {isBehindProxy ? (
          <>
            If there is a reverse proxy or a tunnel in front, it would see Vapi there as well: start Patchbay
            with <code className="text-xs">PATCHBAY_TRUST_PROXY=true</code> first.
          </>
        ) : null}
      </span>
    </p>
  );
}

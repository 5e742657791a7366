'use client';

import { Wrench, Zap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { EventMenuGroup, EventMenuItem } from '#components/events/event-menu.tsx';
import { EventSelect } from '#components/events/event-select.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { eventInfo } from '#lib/vapi/events.ts';
import { samplesOf } from '#lib/vapi/samples.ts';
import { curlCommand, type OwnSample } from './sample-event.ts';

/** Where a graph has no trigger yet: what most workflows take in the end. */
const FALLBACK: OwnSample = {
  id: '',
  label: eventInfo('end-of-call-report').label,
  eventType: 'end-of-call-report',
};

/** A command that posts a sample: of the workflow's own triggers, or of any event that Vapi sends. */
export function TrySample({
  serverUrl,
  samples,
  secret,
}: {
  serverUrl: string;
  samples: readonly OwnSample[];
  secret: string | null;
}) {
  const [chosen, setChosen] = useState<OwnSample>(samples[0] ?? FALLBACK);
  const [variant, setVariant] = useState('');
  const choose = (sample: OwnSample) => {
    setChosen(sample);
    setVariant('');
  };
  const body = useBody(chosen, variant);
  const variants = chosen.body === undefined ? samplesOf(chosen.eventType) : [];
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-muted-foreground text-xs">Try it with</span>
        <EventSelect
          label="Sample"
          value={chosen.id === '' ? chosen.eventType : ''}
          className="w-auto max-w-64"
          onPick={(eventType) => choose({ id: '', label: eventInfo(eventType).label, eventType })}
          before={(search, close) => (
            <OwnSamples
              samples={samples.filter(({ label }) =>
                label.toLowerCase().includes(search.trim().toLowerCase()),
              )}
              chosen={chosen}
              onPick={(sample) => {
                close();
                choose(sample);
              }}
            />
          )}
        >
          {chosen.label}
        </EventSelect>
        {variants.length > 1 ? (
          <Select value={variant || (variants[0]?.id ?? '')} onValueChange={setVariant}>
            <SelectTrigger aria-label="Variant" className="w-auto max-w-64" />
            <SelectContent>
              {variants.map(({ id, label }) => (
                <SelectItem key={id} value={id}>
                  {label}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        ) : null}
      </div>
      {body === 'loading' ? (
        <Skeleton className="h-40" />
      ) : body === 'failed' ? (
        <p role="alert" className="text-danger-text text-xs">
          The sample could not be loaded. Reload the page and choose it again.
        </p>
      ) : (
        <CodeBlock
          label="Try it"
          text={curlCommand(serverUrl, body.value, secret)}
          isLabelHidden
          isWrapped
          isLong
        />
      )}
    </div>
  );
}

function OwnSamples({
  samples,
  chosen,
  onPick,
}: {
  samples: readonly OwnSample[];
  chosen: OwnSample;
  onPick: (sample: OwnSample) => void;
}) {
  if (samples.length === 0) return null;
  return (
    <EventMenuGroup heading="Triggers of this workflow">
      {samples.map((sample) => {
        const Icon = sample.eventType === 'tool-calls' ? Wrench : Zap;
        return (
          <EventMenuItem
            key={sample.id}
            value={`own ${sample.id}`}
            isChosen={sample.id === chosen.id}
            onPick={() => onPick(sample)}
          >
            <Icon className="mt-0.5 size-3.5 text-node-trigger" aria-hidden="true" />
            <span className="min-w-0 flex-1 truncate font-medium">{sample.label}</span>
          </EventMenuItem>
        );
      })}
    </EventMenuGroup>
  );
}

type Body = 'loading' | 'failed' | { readonly value: unknown };

/** The body of a sample; that of a Vapi event is fetched when it is chosen. */
const useBody = (sample: OwnSample, variant: string): Body => {
  const [body, setBody] = useState<Body>('loading');
  useEffect(() => {
    let isCurrent = true;
    const samples = samplesOf(sample.eventType);
    const found = samples.find(({ id }) => id === variant) ?? samples[0];
    if (sample.body !== undefined || found === undefined) {
      setBody({ value: sample.body ?? {} });
      return;
    }
    setBody('loading');
    found.load().then(
      (value) => isCurrent && setBody({ value }),
      () => isCurrent && setBody('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [sample, variant]);
  return body;
};

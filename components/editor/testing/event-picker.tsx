import { Radio, Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import type { PickedEvent } from './picked-event.ts';
import { ReceivedEventList } from './received-event-list.tsx';
import { SampleList } from './sample-list.tsx';
import type { Listening } from './use-listening.ts';
import { useTesting, useTestingState } from './use-testing.ts';
import { WrittenEvent } from './written-event.tsx';

const TABS: Readonly<Record<PickedEvent['kind'], string>> = {
  trigger: 'samples',
  sample: 'samples',
  received: 'received',
  written: 'written',
};

/** The event that drafts are tested with: a sample, one that came, or one written by hand. */
export function EventPicker({ listening, onClose }: { listening: Listening; onClose: () => void }) {
  const testing = useTesting();
  const picked = useTestingState((state) => state.picked);
  const [tab, setTab] = useState(TABS[picked?.kind ?? 'trigger']);
  const pick = (event: PickedEvent) => {
    testing.pick(event);
    onClose();
  };
  return (
    <Tabs value={tab} onValueChange={setTab} className="flex max-h-[min(32rem,75dvh)] flex-col">
      <TabsList aria-label="Where the event comes from" className="shrink-0">
        <TabsTrigger value="samples">Samples</TabsTrigger>
        <TabsTrigger value="received">Received</TabsTrigger>
        <TabsTrigger value="written">Write one</TabsTrigger>
      </TabsList>
      <TabsContent value="samples" className="flex min-h-0 flex-1 flex-col">
        <SampleList onPick={pick} />
      </TabsContent>
      <TabsContent value="received" className="flex min-h-0 flex-1 flex-col">
        <ReceivedEventList onPick={pick} />
      </TabsContent>
      <TabsContent value="written" className="min-h-0 flex-1 overflow-y-auto">
        <WrittenEvent onDone={onClose} />
      </TabsContent>
      <Listen listening={listening} />
    </Tabs>
  );
}

function Listen({ listening }: { listening: Listening }) {
  const isOn = listening.state !== 'off';
  return (
    <div className="flex shrink-0 items-center gap-3 border-t bg-surface-2/60 px-3 py-2">
      <p role="status" className="min-w-0 flex-1 text-muted-foreground text-xs text-pretty">
        {LISTENING[listening.state]}
      </p>
      <Button size="sm" onClick={isOn ? listening.stop : listening.start}>
        {isOn ? <Square /> : <Radio />} {isOn ? 'Stop listening' : 'Listen'}
      </Button>
    </div>
  );
}

/** What listening is doing. */
export const LISTENING: Readonly<Record<Listening['state'], string>> = {
  off: 'Take the next event that Vapi sends to this workflow.',
  connecting: 'Connecting…',
  listening: 'Listening. Call your assistant: the next event is taken.',
  lost: 'The server does not answer. Trying again.',
};

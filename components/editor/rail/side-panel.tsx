import { useState } from 'react';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx';
import { useEditor } from '../editor-context.tsx';
import { FlowList } from '../list/flow-list.tsx';
import { Palette } from '../palette/palette.tsx';
import { EventRail } from './event-rail.tsx';
import { useEventCounts } from './use-event-counts.ts';

/** Left of the canvas: the nodes to add, the events that come in, and the flows as a list. */
export function SidePanel({ onChosen }: { onChosen?: () => void }) {
  const { workflowId } = useEditor();
  const [tab, setTab] = useState('nodes');
  const events = useEventCounts(workflowId, tab === 'events');
  const done = onChosen === undefined ? {} : { onChosen };
  return (
    <Tabs value={tab} onValueChange={setTab} className="flex h-full min-h-0 flex-col">
      <TabsList aria-label="Beside the canvas">
        <TabsTrigger value="nodes">Nodes</TabsTrigger>
        <TabsTrigger value="events">Events</TabsTrigger>
        <TabsTrigger value="list">List</TabsTrigger>
      </TabsList>
      <TabsContent value="nodes" className="min-h-0 flex-1">
        <Palette {...(onChosen === undefined ? {} : { onAdded: onChosen })} />
      </TabsContent>
      <TabsContent value="events" className="flex min-h-0 flex-1 flex-col">
        <EventRail events={events} {...done} />
      </TabsContent>
      <TabsContent value="list" className="flex min-h-0 flex-1 flex-col">
        <FlowList {...done} />
      </TabsContent>
    </Tabs>
  );
}

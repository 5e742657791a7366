import { Command } from 'cmdk';
import { useState } from 'react';
import { ownSamples } from '#components/runs/sample-event.ts';
import { eventCatalogue } from '#lib/vapi/events.ts';
import { samplesOf } from '#lib/vapi/samples.ts';
import { useEditorState } from '../editor-context.tsx';
import { PickItem, PickSearch, pickGroupClasses } from './pick-item.tsx';
import { effectivePick, type PickedEvent, pickKey } from './picked-event.ts';
import { useTestingState } from './use-testing.ts';

/** Samples: first those of the draft's own triggers, then of everything that Vapi sends. */
export function SampleList({ onPick }: { onPick: (picked: PickedEvent) => void }) {
  const [search, setSearch] = useState('');
  const document = useEditorState((state) => state.document);
  const remembered = useTestingState((state) => state.picked);
  const picked = effectivePick(remembered, document);
  const key = picked === undefined ? '' : pickKey(picked);
  const fits = (...texts: readonly string[]) =>
    texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));
  const own = ownSamples(document).filter(({ label, eventType }) => fits(label, eventType));
  const others = eventCatalogue.flatMap(({ type, label }) =>
    samplesOf(type)
      .filter((sample) => fits(type, label, sample.label))
      .map((sample) => ({ type, title: label, sample })),
  );
  const item = (event: PickedEvent, title: string, detail: string) => (
    <PickItem
      key={pickKey(event)}
      value={pickKey(event)}
      title={title}
      detail={detail}
      isPicked={pickKey(event) === key}
      onPick={() => onPick(event)}
    />
  );
  return (
    <Command shouldFilter={false} loop label="Samples" className="flex min-h-0 flex-1 flex-col outline-none">
      <PickSearch value={search} onValueChange={setSearch} placeholder="Search samples" />
      <Command.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5">
        <Command.Empty className="px-2 py-6 text-center text-muted-foreground text-xs">
          No sample is called “{search}”.
        </Command.Empty>
        {own.length === 0 ? null : (
          <Command.Group heading="For this workflow’s triggers" className={pickGroupClasses}>
            {own.map(({ id, label, eventType }) => item({ kind: 'trigger', nodeId: id }, label, eventType))}
          </Command.Group>
        )}
        {others.length === 0 ? null : (
          <Command.Group heading="Everything that Vapi sends" className={pickGroupClasses}>
            {others.map(({ type, title, sample }) =>
              item(
                { kind: 'sample', type, id: sample.id, label: sample.label },
                title,
                sample.label === '' ? type : `${type} · ${sample.label}`,
              ),
            )}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { EventFacts } from '#components/events/event-facts.tsx';
import { EventMenuItem } from '#components/events/event-menu.tsx';
import { EventSelect } from '#components/events/event-select.tsx';
import { Input } from '#components/ui/input.tsx';
import { eventCatalogue, eventInfo, sentSentence } from '#lib/vapi/events.ts';
import type { ControlProps } from './node-form-context.ts';
import { shownText } from './shown-text.ts';

// Tool calls start at a Tool call trigger, one for each tool.
const choosable = eventCatalogue.filter((event) => event.type !== 'tool-calls');

/** The type of event that a trigger waits for; any text is taken, since Vapi adds types. */
export function EventTypeControl(props: ControlProps) {
  const value = shownText(props.value);
  const isListed = eventCatalogue.some((event) => event.type === value);
  const [isOther, setOther] = useState(value !== '' && !isListed);
  const info = isListed && !isOther ? eventInfo(value) : undefined;
  const choose = (next: string) => {
    setOther(false);
    props.onChange(next);
  };
  const chooseOther = (next: string) => {
    setOther(true);
    props.onChange(next);
  };
  return (
    <div className="grid gap-1.5">
      <EventSelect
        label={props.label}
        value={isOther ? '' : value}
        onPick={choose}
        events={choosable}
        describedBy={props.describedBy}
        isInvalid={props.isInvalid ?? false}
        behind={(search, close) => (
          <EventMenuItem
            value=" other" // no type begins with a space
            isChosen={isOther}
            onPick={() => {
              close();
              chooseOther(search.trim());
            }}
          >
            <Pencil className="mt-0.5 size-3.5 text-muted-foreground" aria-hidden="true" />
            <span className="flex-1">
              {search.trim() === '' ? 'Another type…' : `Another type: “${search.trim()}”`}
            </span>
          </EventMenuItem>
        )}
      >
        {isOther ? 'Another type' : (info?.label ?? 'Choose an event…')}
      </EventSelect>
      {isOther ? (
        <Input
          aria-label="Event type"
          className="font-mono"
          placeholder="message.type as Vapi sends it"
          value={value}
          onChange={({ target }) => props.onChange(target.value)}
        />
      ) : null}
      {info ? (
        <div className="grid gap-1.5 text-muted-foreground text-xs text-pretty">
          <EventFacts info={info} />
          <p>
            {info.description} {sentSentence(info)}
          </p>
          {info.wantsReply ? (
            <p>
              <span className="font-medium text-foreground">Answer:</span> {info.answer} Vapi waits{' '}
              {info.vapiWaits.long}.
            </p>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

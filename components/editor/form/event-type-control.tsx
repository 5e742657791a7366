import { useState } from 'react';
import { Input } from '#components/ui/input.tsx';
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectSeparator,
  SelectTrigger,
} from '#components/ui/select.tsx';
import { eventCatalogue, eventInfo } from '#lib/vapi/events.ts';
import { groupedEvents } from './grouped-events.ts';
import type { ControlProps } from './node-form-context.ts';
import { shownText } from './shown-text.ts';

const OTHER = ' other'; // no type begins with a space

/** The type of event that a trigger waits for; any text is taken, since Vapi adds types. */
export function EventTypeControl(props: ControlProps) {
  const value = shownText(props.value);
  const isListed = eventCatalogue.some((event) => event.type === value);
  const [isOther, setOther] = useState(value !== '' && !isListed);
  const choose = (next: string) => {
    setOther(next === OTHER);
    props.onChange(next === OTHER ? '' : next);
  };
  const info = isListed ? eventInfo(value) : undefined;
  return (
    <div className="grid gap-1.5">
      <Select value={isOther ? OTHER : value} onValueChange={choose}>
        <SelectTrigger
          aria-label={props.label}
          aria-describedby={props.describedBy}
          aria-invalid={props.isInvalid || undefined}
          placeholder="Choose an event…"
        >
          {isOther ? 'Another type' : (info?.label ?? 'Choose an event…')}
        </SelectTrigger>
        <SelectContent className="max-w-96">
          {groupedEvents.map((group) => (
            <SelectGroup key={group.label}>
              <SelectLabel>{group.label}</SelectLabel>
              {group.events.map((event) => (
                <SelectItem key={event.type} value={event.type} hint={<code>{event.type}</code>}>
                  {event.label}
                </SelectItem>
              ))}
              <SelectSeparator />
            </SelectGroup>
          ))}
          <SelectItem value={OTHER}>Another type…</SelectItem>
        </SelectContent>
      </Select>
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
        <p className="text-muted-foreground text-xs text-pretty">
          {info.description}
          {info.sent === 'optional'
            ? ' Vapi sends it only if it is listed in the assistant’s server messages.'
            : ''}
        </p>
      ) : null}
    </div>
  );
}

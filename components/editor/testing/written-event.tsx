import { useEffect, useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { FieldError } from '#components/ui/field.tsx';
import { readMessage } from '#lib/vapi/message.ts';
import { CodeMirror } from '../form/code-mirror.tsx';
import { readEventText } from './load-event.ts';
import { useTesting, useTestingState } from './use-testing.ts';

const UNFINISHED = 'event';

/** An event to write by hand: begins with the one that is picked, or goes on with what was begun. */
export function WrittenEvent({ onDone }: { onDone: () => void }) {
  const testing = useTesting();
  const event = useTestingState((state) => state.event);
  const [text, setText] = useState(() => testing.unfinished.get(UNFINISHED));
  const picked = useMemo(() => (event?.ok ? JSON.stringify(event.body, null, 2) : ''), [event]);
  useEffect(() => {
    if (text === undefined && event !== undefined) setText(picked);
  }, [text, event, picked]);
  const problem = text === undefined ? undefined : problemOf(text);
  return (
    <div className="grid grid-cols-1 gap-2.5 p-3">
      <p className="text-muted-foreground text-xs text-pretty">
        What Vapi would post, beginning with the event that is picked. Change what you want to try.
      </p>
      <CodeMirror
        value={text ?? ''}
        onChange={(next) => {
          setText(next);
          testing.unfinished.set(UNFINISHED, next);
        }}
        language="json"
        hasOwnUndo
        label="Event as JSON"
        isInvalid={problem !== undefined}
        className="code-area h-72 overflow-auto"
      />
      {problem === undefined ? null : <FieldError>{problem}</FieldError>}
      <div className="flex flex-wrap justify-end gap-2">
        {text === undefined || text === picked ? null : (
          <Button
            size="sm"
            onClick={() => {
              testing.unfinished.delete(UNFINISHED);
              setText(picked);
            }}
          >
            Begin anew
          </Button>
        )}
        <Button
          variant="primary"
          size="sm"
          disabled={text === undefined || problem !== undefined}
          onClick={() => {
            testing.unfinished.delete(UNFINISHED);
            testing.pick({ kind: 'written', text: text ?? '' });
            onDone();
          }}
        >
          Use as test event
        </Button>
      </div>
    </div>
  );
}

const problemOf = (text: string): string | undefined => {
  if (text.trim() === '') return 'Write an event, such as {"message": {"type": "status-update"}}.';
  const read = readEventText(text);
  if (!read.ok) return `${read.message}.`;
  const message = readMessage(read.body);
  return message.ok ? undefined : message.reason;
};

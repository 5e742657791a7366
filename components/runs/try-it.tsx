import { Terminal } from 'lucide-react';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { OwnSample } from './sample-event.ts';
import { TrySample } from './try-sample.tsx';

/** What to do while nothing has come in: where to paste the URL, and a command to try it now. */
export function TryIt({
  serverUrl,
  samples,
  secret,
  isPublished,
}: {
  serverUrl: string;
  samples: readonly OwnSample[];
  /** Of the header X-Vapi-Secret, where the workflow asks for it. */
  secret: string | null;
  isPublished: boolean;
}) {
  return (
    <EmptyState
      icon={Terminal}
      title="Nothing has come in yet"
      description={
        isPublished
          ? 'Paste the server URL into Vapi, or post a sample yourself: the run shows up here at once.'
          : 'The workflow is not published: events are kept, but nothing runs. Publish it in the editor, then post a sample.'
      }
    >
      <div className="grid w-full max-w-2xl gap-3 text-left">
        <CodeBlock label="Server URL" text={serverUrl} />
        <TrySample serverUrl={serverUrl} samples={samples} secret={secret} />
      </div>
    </EmptyState>
  );
}

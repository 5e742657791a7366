import { MAX_MEMORY_KEY } from '#lib/graph/memory-key.ts';
import { toText } from '#lib/template/text.ts';
import { callIdOf } from './call-id.ts';
import type { MemoryScope, StepContext } from './step.ts';
import { StepError } from './step-error.ts';

/** Where a Remember or Recall step works. Throws where the event has no call to remember it for. */
export const memoryScopeFor = (kind: 'call' | 'workflow', { scope }: StepContext): MemoryScope => {
  if (kind === 'workflow') return { kind };
  const callId = callIdOf(scope);
  if (callId !== undefined) return { kind, callId };
  throw new StepError(
    'memory.no-call',
    'This event belongs to no call, so there is nothing to remember it by. Choose "For the whole workflow", perhaps with a name that has an id in it.',
  );
};

/** The rendered name. Throws where nothing is left of it. */
export const memoryKeyOf = (rendered: unknown): string => {
  const key = toText(rendered).trim();
  if (key === '') {
    throw new StepError(
      'memory.no-key',
      'The name is empty after its values were filled in. Give it a fixed part.',
    );
  }
  if (key.length > MAX_MEMORY_KEY) {
    throw new StepError(
      'memory.long-key',
      `The name has ${key.length} characters, the limit is ${MAX_MEMORY_KEY}.`,
    );
  }
  return key;
};

import { Minus, Move, Pencil, Plus } from 'lucide-react';
import type { ChangeState } from '#lib/graph/compare.ts';

const ICONS = { added: Plus, removed: Minus, changed: Pencil, moved: Move } as const;
export const CHANGE_WORDS = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  moved: 'Moved',
} as const satisfies Record<ChangeState, string>;

/** What happened to something: never by colour alone. */
export function ChangeMark({ state, text }: { state: ChangeState; text?: string | undefined }) {
  const Icon = ICONS[state];
  return (
    <span className="change-mark" data-change={state}>
      <Icon aria-hidden="true" />
      {text ?? CHANGE_WORDS[state]}
    </span>
  );
}

/** Only the sign, where the word stands elsewhere. */
export function ChangeSign({ state }: { state: ChangeState }) {
  const Icon = ICONS[state];
  return (
    <span className="change-sign" data-change={state} role="img" aria-label={CHANGE_WORDS[state]}>
      <Icon aria-hidden="true" />
    </span>
  );
}

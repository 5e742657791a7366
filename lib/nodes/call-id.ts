import type { Scope } from './step.ts';

/** Vapi's id of the call that the event belongs to. */
export const callIdOf = ({ call }: Scope): string | undefined =>
  typeof call.id === 'string' && call.id !== '' ? call.id : undefined;

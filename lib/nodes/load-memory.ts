import type { MemoryNeed } from '#lib/template/references.ts';
import { callIdOf } from './call-id.ts';
import type { MemoryPort, MemoryScope, Scope } from './step.ts';

type Remembered = Record<MemoryNeed['scope'], Record<string, unknown>>;

const scopeFor = (need: MemoryNeed, scope: Scope): MemoryScope | undefined => {
  if (need.scope === 'workflow') return { kind: 'workflow' };
  const callId = callIdOf(scope);
  return callId === undefined ? undefined : { kind: 'call', callId };
};

/** Reads what templates need of `memory`. An event without a call remembers nothing for one. */
export const loadMemory = async (
  needs: readonly MemoryNeed[],
  scope: Scope,
  memory: MemoryPort,
): Promise<Remembered> => {
  const parts = await Promise.all(
    needs.map(async (need) => {
      const where = scopeFor(need, scope);
      if (where === undefined) return { scope: need.scope, entries: {} };
      const entries =
        need.key === undefined
          ? await memory.list(where)
          : Object.fromEntries([[need.key, await memory.get(where, need.key)]]);
      return { scope: need.scope, entries };
    }),
  );
  const remembered: Remembered = { call: {}, workflow: {} };
  for (const { scope: name, entries } of parts) remembered[name] = { ...remembered[name], ...entries };
  return remembered;
};

import { analyzeSync, type Template } from 'liquidjs';

/** One use of a value of the scope. */
export interface Reference {
  /** e.g. `steps`, `event`, `memory`. */
  readonly root: string;
  /** What follows the root, as far as it is fixed: `['look_up', 'output']`. */
  readonly path: readonly (string | number)[];
  /** The path goes on with something only known at run time: `steps.a.output[event.key]`. */
  readonly isDynamic: boolean;
  /** 1-based: where the root's name stands. */
  readonly line: number;
  readonly column: number;
}

/** A remembered value that must be loaded before the template renders. Without a key: all of that scope. */
export interface MemoryNeed {
  readonly scope: 'call' | 'workflow';
  readonly key?: string;
}

/** Every use of a scope value in parsed templates, in the order of the text. */
export const findReferences = (templates: Template[]): Reference[] => {
  const { globals } = analyzeSync(templates, { partials: false });
  const references = Object.values(globals)
    .flat()
    .flatMap(({ segments, location }): Reference[] => {
      const [root, ...rest] = segments;
      if (typeof root !== 'string') return [];
      const path: (string | number)[] = [];
      for (const segment of rest) {
        if (typeof segment !== 'string' && typeof segment !== 'number') break;
        path.push(segment);
      }
      return [{ root, path, isDynamic: path.length < rest.length, line: location.row, column: location.col }];
    });
  return references.sort((a, b) => a.line - b.line || a.column - b.column);
};

const needsOf = ({ path: [scope, key] }: Reference): MemoryNeed[] => {
  if (scope === undefined) return [{ scope: 'call' }, { scope: 'workflow' }];
  if (scope !== 'call' && scope !== 'workflow') return [];
  return [key === undefined ? { scope } : { scope, key: String(key) }];
};

/** What of `memory` the references read, each once; a need for all of a scope covers its single keys. */
export const memoryNeeds = (references: readonly Reference[]): MemoryNeed[] => {
  const needs = references.filter(({ root }) => root === 'memory').flatMap(needsOf);
  const whole = new Set(needs.filter(({ key }) => key === undefined).map(({ scope }) => scope));
  const unique = new Map<string, MemoryNeed>();
  for (const need of needs) {
    if (need.key === undefined) unique.set(need.scope, { scope: need.scope });
    else if (!whole.has(need.scope)) unique.set(`${need.scope}.${need.key}`, need);
  }
  return [...unique.values()];
};

import { Output, type Template } from 'liquidjs';
import type { Reference } from './references.ts';

/** Reads a value of the scope. */
export type Reader = (scope: object) => unknown;

const PATH_ONLY =
  /^\{\{-?\s*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d{1,9}\]|\["[^"\\]*"\]|\['[^'\\]*'\])*\s*-?\}\}$/;

/** Liquid computes these where a value has no such property of its own. */
const COMPUTED: ReadonlySet<string | number> = new Set(['size', 'first', 'last']);

/** Own properties only, as the engine is set up. */
const property = (value: unknown, key: string | number): unknown => {
  if (value === null || value === undefined) return undefined;
  const object: object = Object(value);
  return Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined;
};

/**
 * Reads an output that is nothing but a fixed path, `{{ steps.a.output.name }}`, without Liquid's machinery: ten
 * times as fast, with the same outcome. `undefined` where the output is anything else.
 */
export const directReader = (template: Template, references: readonly Reference[]): Reader | undefined => {
  if (!(template instanceof Output) || !PATH_ONLY.test(template.token.getText())) return undefined;
  const [only, ...others] = references;
  if (
    only === undefined ||
    others.length > 0 ||
    only.isDynamic ||
    only.path.some((key) => COMPUTED.has(key))
  ) {
    return undefined;
  }
  const { root, path } = only;
  return (scope) => path.reduce(property, property(scope, root));
};

import { Output, type Template } from 'liquidjs';
import { directReader, type Reader } from './direct.ts';
import { Inserted } from './inserted.ts';
import { findReferences } from './references.ts';
import { evaluate, fixedText } from './rendering.ts';

/** A stretch of fixed text, or what reads the value of an output (an Inserted, or the bare value). */
export type Part = string | Reader;

const partOf = (template: Template): Part | undefined => {
  const text = fixedText(template);
  if (text !== undefined) return text;
  if (!(template instanceof Output)) return undefined;
  return directReader(template, findReferences([template])) ?? ((scope) => evaluate(template, scope));
};

/** A template without tags as its parts; `undefined` where it has tags and only Liquid can render it. */
export const partsOf = (templates: readonly Template[]): readonly Part[] | undefined => {
  const parts = templates.map(partOf);
  return parts.every((part) => part !== undefined) ? parts : undefined;
};

/** A part's value as an emitter takes it. */
export const inserted = (part: Reader, scope: object): Inserted => {
  const value = part(scope);
  return value instanceof Inserted ? value : new Inserted(value);
};

import type { CodeInfo } from './step-language.ts';

const part = (className: string, text: string): HTMLElement => {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  return element;
};

/** A type and what is said of it, for a tooltip of the code editor. */
export const infoElement = ({ signature, documentation }: CodeInfo): HTMLElement => {
  const element = document.createElement('div');
  element.className = 'cm-code-info';
  element.append(part('cm-code-signature', shortSignature(signature)));
  if (documentation !== '') element.append(part('cm-code-about', documentation));
  return element;
};

const MAX_SIGNATURE = 600;

/** The types of events are long; their beginning tells enough. */
const shortSignature = (signature: string): string =>
  signature.length > MAX_SIGNATURE ? `${signature.slice(0, MAX_SIGNATURE)}…` : signature;

/** What a completion is, as a small letter before its name. */
export const kindBadge = (type: string | undefined): HTMLElement => {
  const element = document.createElement('span');
  const kind = KINDS[type ?? ''] ?? 'value';
  element.className = `cm-kind cm-kind-${kind}`;
  element.textContent = LETTERS[kind];
  element.setAttribute('aria-hidden', 'true');
  return element;
};

const LETTERS = {
  function: 'ƒ',
  property: '•',
  value: 'x',
  type: 'T',
  keyword: 'k',
  snippet: '≡',
  text: '"',
} as const;

const KINDS: Readonly<Record<string, keyof typeof LETTERS>> = {
  function: 'function',
  'local function': 'function',
  method: 'function',
  construct: 'function',
  property: 'property',
  getter: 'property',
  setter: 'property',
  interface: 'type',
  type: 'type',
  class: 'type',
  'primitive type': 'type',
  keyword: 'keyword',
  snippet: 'snippet',
  string: 'text',
};

import { limits } from './limits.ts';

/** The value of a run's JSON text; undefined where the text is none, too long, or nested too deeply for others. */
export const parseResult = (text: string): { readonly value: unknown } | 'too-deep' | undefined => {
  if (text.length > limits.resultChars) return undefined;
  if (depthOf(text) > limits.resultDepth) return 'too-deep';
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined; // only a child that is out of order sends such a thing
  }
};

/** How deep arrays and objects are nested in a JSON text. */
export const depthOf = (json: string): number => {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at);
    if (isInString) {
      if (character === BACKSLASH) at += 1;
      else if (character === QUOTE) isInString = false;
    } else if (character === QUOTE) isInString = true;
    else if (character === OPEN_BRACKET || character === OPEN_BRACE) deepest = Math.max(deepest, ++depth);
    else if (character === CLOSE_BRACKET || character === CLOSE_BRACE) depth -= 1;
  }
  return deepest;
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

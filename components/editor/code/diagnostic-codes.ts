import type ts from 'typescript-js';
import type { CodeProblem, StepCode } from './step-language.ts';

/**
 * What TypeScript says of plain JavaScript that is a mistake for certain, whatever the types turn out to be; by its
 * numbers (https://github.com/microsoft/TypeScript/blob/main/src/compiler/diagnosticMessages.json).
 */
const JAVASCRIPT_CODES: ReadonlySet<number> = new Set([
  ...[2304, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2503, 2318, 18004], // no such name
  ...[2339, 2551, 2568, 2570, 2613, 2614, 2550], // no such property
  ...[2554, 2555, 2556, 2575], // too few or too many arguments
  ...[2349, 2348, 2351, 2721, 2722], // not to be called so
  ...[2448, 2449, 2450, 2454, 2588, 2300, 2451, 2630, 2631, 2540], // used too early, written though constant, twice
  ...[2801, 1308, 1378, 1103, 1109, 1359], // a promise where its value was meant
  ...[2307, 1232, 1233, 2792, 1323, 1471], // there are no modules
  ...[2869, 2871, 2872, 2873, 2774, 2367, 2365, 2364, 2362, 2363, 2845], // comparisons and sums that cannot be meant
  ...[7027, 7028, 7029, 7030], // never reached
]);

const SUGGESTIONS: ReadonlySet<number> = new Set([80007, 7027, 7028]); // an `await` of nothing, unreachable code

const WARNINGS: ReadonlySet<number> = new Set([7027, 7028, 80007, 2774, 2801, 2367, 2869, 2871, 2872, 2873]);

/** Not shown as they are: `missedNames` says the useful part of it. */
const INDEX_SIGNATURE = 4111;

const SYNTAX = { first: 1000, end: 2000 };

/** Which findings are worth showing for a language. */
export const allowedCodes =
  (language: StepCode['language']) =>
  (code: number, category: ts.DiagnosticCategory): boolean => {
    if (code === INDEX_SIGNATURE) return false;
    if (category !== ERROR) return SUGGESTIONS.has(code);
    if (language === 'typescript') return !isImplicitAny(code);
    const isSyntax = (code >= SYNTAX.first && code < SYNTAX.end) || (code >= 8000 && code < 9000);
    return isSyntax || (code >= 17_000 && code < 18_000) || JAVASCRIPT_CODES.has(code);
  };

/** What services answer is `any` until it was seen: every callback on it would be an error. */
const isImplicitAny = (code: number): boolean => code > 7000 && code < 7100 && !JAVASCRIPT_CODES.has(code);

const ERROR: ts.DiagnosticCategory.Error = 1;

const NO_MODULES = 'There are no modules in a code step; what it can use is in scope already.';

/** What people look for that Node or a browser has, and what there is instead. */
const ABSENT: Readonly<Record<string, string>> = {
  require: NO_MODULES,
  process: 'A code step sees no environment. Store a secret and read it as secrets.NAME.',
  Buffer: 'There is no Buffer in a code step. Use TextEncoder, Uint8Array, atob and btoa.',
  window: 'A code step runs in no browser.',
  document: 'A code step runs in no browser.',
  localStorage: 'There is no localStorage in a code step. Use memory.',
  XMLHttpRequest: 'There is no XMLHttpRequest in a code step. Use fetch.',
  axios: 'There is no axios in a code step. Use fetch.',
  setImmediate: 'There is no setImmediate in a code step. Use setTimeout.',
  FormData: 'There is no FormData in a code step. Send new URLSearchParams({ … }) as the body.',
  Request: 'There is no Request in a code step. Give the settings to fetch.',
};

const MODULES: ReadonlySet<number> = new Set([2307, 1232, 1233, 2792, 1323, 1471]);
const IMPORT = /^An (import|export) declaration can only/;

/** A finding as it is said to the person who writes the step. */
export const shownMessage = (
  code: number,
  text: string,
  word: string,
): Pick<CodeProblem, 'severity' | 'message'> => {
  const severity = WARNINGS.has(code) ? 'warning' : 'error';
  const isUnknownName = text.startsWith('Cannot find name');
  const isModule = MODULES.has(code) || IMPORT.test(text) || (isUnknownName && /^['"`]/.test(word));
  if (isModule) return { severity, message: NO_MODULES };
  const absent = isUnknownName && Object.hasOwn(ABSENT, word) ? ABSENT[word] : undefined;
  if (absent !== undefined) return { severity, message: absent };
  // “Do you need to change your target library?” is no question here.
  return { severity, message: isUnknownName ? text.replace(/ Do you need to .*$/s, '') : text };
};

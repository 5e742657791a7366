const TYPES_ONLY = 'A code step only loses its types before it runs';

/** What to do in the place of what Node's type stripper, and a script, cannot take. */
const EXPLANATIONS: readonly (readonly [pattern: RegExp, explanation: string])[] = [
  [
    /TypeScript enum/,
    `An enum cannot be used. ${TYPES_ONLY}: use an object, such as { Red: 'red' } as const.`,
  ],
  [
    /TypeScript (?:namespace|module|global)/,
    `A namespace cannot be used. ${TYPES_ONLY}: use an object or functions.`,
  ],
  [
    /TypeScript parameter property/,
    `A field cannot be declared among the parameters of a constructor. ${TYPES_ONLY}: declare it in the class, and assign it.`,
  ],
  [
    /TypeScript (?:import|export)/,
    `This form of import or export cannot be used. ${TYPES_ONLY}, and can import nothing.`,
  ],
  [/Unexpected character '@'/, 'A decorator cannot be used: JavaScript has none. Call the function instead.'],
  [
    /'import'.*'export'|import\.meta/,
    'A code step can import and export nothing: fetch, crypto, URL and the rest are there without it, and what it returns is its result.',
  ],
];

/** The message of a syntax error; where it is about what a code step cannot have, with what to do. */
export const explainSyntax = (message: string): string =>
  EXPLANATIONS.find(([pattern]) => pattern.test(message))?.[1] ?? message;

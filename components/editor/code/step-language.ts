import type ts from 'typescript-js';
import { allowedCodes, shownMessage } from './diagnostic-codes.ts';
import { droppedPromises, missedNames } from './step-checks.ts';

/** A code step as it is written now, at its place in the flow. */
export interface StepCode {
  readonly language: 'javascript' | 'typescript';
  readonly source: string;
  /** TypeScript declarations of the scope: `event`, `steps`, … */
  readonly declarations: string;
}

/** A stretch of the step's source, in characters. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface CodeCompletion {
  readonly name: string;
  /** TypeScript's word for what it is: `method`, `property`, `const`, `keyword`, … */
  readonly kind: string;
  /** Names are listed by it; what is nearest comes first. */
  readonly order: string;
  /** What is written where that is not the name, and the stretch that it takes the place of. */
  readonly insert?: Span & { readonly text: string };
}

export interface CodeInfo {
  /** The type, as TypeScript writes it. */
  readonly signature: string;
  readonly documentation: string;
}

export interface CodeSignature {
  /** The signature in three pieces: the middle one is the parameter that is being written. */
  readonly before: string;
  readonly parameter: string;
  readonly after: string;
  readonly documentation: string;
  readonly count: number;
}

export interface CodeProblem extends Span {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The code is never reached: it is to look faded rather than wrong. */
  readonly isUnreachable?: boolean;
}

/** What an editor asks of TypeScript about one code step. Positions are those of the step's source. */
export interface StepLanguage {
  readonly completions: (step: StepCode, at: number) => readonly CodeCompletion[];
  readonly details: (step: StepCode, at: number, name: string) => CodeInfo | undefined;
  readonly info: (step: StepCode, at: number) => (CodeInfo & Span) | undefined;
  readonly signature: (step: StepCode, at: number) => CodeSignature | undefined;
  readonly problems: (step: StepCode) => readonly CodeProblem[];
  /** Where the name at a position is declared, where that is in the step itself. */
  readonly definition: (step: StepCode, at: number) => Span | undefined;
}

// The sandbox runs a step as the body of an async function in strict mode; so it is read as one here.
const BEFORE = 'export default async function () {\n';
const AFTER = '\n}\n';
const LIB = '/lib/';
const REALM = '/realm.d.ts';
const SCOPE = '/scope.d.ts';
const FILES = { javascript: '/step.js', typescript: '/step.ts' } as const;

/**
 * A TypeScript language service over code steps: the language as `libs` has it, the `realm` around it, and the scope
 * that each step brings along. Runs in a worker as well as in Node.
 */
export const createStepLanguage = (
  typescript: typeof ts,
  libs: ReadonlyMap<string, string>,
  realm: string,
): StepLanguage => {
  const registry = typescript.createDocumentRegistry(true);
  const javascript = createService(typescript, registry, libs, realm, 'javascript');
  const typed = createService(typescript, registry, libs, realm, 'typescript');
  const opened = (step: StepCode) => (step.language === 'typescript' ? typed : javascript)(step);
  return {
    completions: (step, at) => completionsAt(opened(step), at),
    details: (step, at, name) => detailsOf(typescript, opened(step), at, name),
    info: (step, at) => infoAt(typescript, opened(step), at),
    signature: (step, at) => signatureAt(typescript, opened(step), at),
    problems: (step) => problemsOf(typescript, opened(step), step),
    definition: (step, at) => definitionAt(opened(step), at),
  };
};

/** A service with one step in it. */
interface Opened {
  readonly service: ts.LanguageService;
  readonly file: string;
}

const optionsFor = (typescript: typeof ts, isTyped: boolean): ts.CompilerOptions => ({
  target: typescript.ScriptTarget.ESNext,
  module: typescript.ModuleKind.ESNext,
  lib: ['lib.es2025.d.ts'],
  types: [],
  strict: true,
  useUnknownInCatchVariables: isTyped,
  allowJs: true,
  checkJs: true,
  allowUnreachableCode: false,
  erasableSyntaxOnly: isTyped, // the sandbox strips types, it compiles nothing
  noPropertyAccessFromIndexSignature: true, // finds misspelt fields, see `missedNames`
  skipLibCheck: true,
  noEmit: true,
});

const createService = (
  typescript: typeof ts,
  registry: ts.DocumentRegistry,
  libs: ReadonlyMap<string, string>,
  realm: string,
  language: StepCode['language'],
): ((step: StepCode) => Opened) => {
  const file = FILES[language];
  const options = optionsFor(typescript, language === 'typescript');
  const texts = new Map([[REALM, realm]]);
  const versions = new Map<string, number>();
  const write = (name: string, text: string) => {
    if (texts.get(name) === text) return;
    texts.set(name, text);
    versions.set(name, (versions.get(name) ?? 0) + 1);
  };
  const textOf = (name: string): string | undefined =>
    name.startsWith(LIB) ? libs.get(name.slice(LIB.length)) : texts.get(name);
  const service = typescript.createLanguageService(
    {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [REALM, SCOPE, file],
      getScriptVersion: (name) => String(versions.get(name) ?? 0),
      getScriptSnapshot: (name) => {
        const text = textOf(name);
        return text === undefined ? undefined : typescript.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => `${LIB}lib.es2025.d.ts`,
      fileExists: (name) => textOf(name) !== undefined,
      readFile: textOf,
    },
    registry,
  );
  return (step) => {
    write(SCOPE, step.declarations);
    write(file, `${BEFORE}${step.source}${AFTER}`);
    return { service, file };
  };
};

const inside = (at: number): number => at + BEFORE.length;

const spanOf = ({ start, length }: ts.TextSpan): Span => ({
  from: Math.max(0, start - BEFORE.length),
  to: Math.max(0, start + length - BEFORE.length),
});

const USELESS = new Set([
  ...['abstract', 'declare', 'enum', 'export', 'import', 'module', 'namespace', 'package', 'private'],
  ...['protected', 'public', 'global', 'accessor', 'override', 'with', 'debugger', 'require', 'asserts'],
]);

const completionsAt = ({ service, file }: Opened, at: number): readonly CodeCompletion[] => {
  const found = service.getCompletionsAtPosition(file, inside(at), {
    includeCompletionsWithInsertText: true,
    includeAutomaticOptionalChainCompletions: true,
    includeCompletionsForModuleExports: false,
  });
  const span = found?.optionalReplacementSpan;
  return (found?.entries ?? [])
    .filter(({ kind, name }) => kind !== 'warning' && !(kind === 'keyword' && USELESS.has(name)))
    .map((entry) => ({
      name: entry.name,
      kind: entry.kind,
      order: entry.sortText,
      ...insertOf(entry, span, at),
    }));
};

/** TypeScript writes `?.name` where what stands before may be missing, and `["first name"]` where it has to. */
const insertOf = (
  { insertText, replacementSpan }: ts.CompletionEntry,
  standard: ts.TextSpan | undefined,
  at: number,
): Pick<CodeCompletion, 'insert'> => {
  if (insertText === undefined && replacementSpan === undefined) return {};
  if (insertText === undefined) return {};
  const { from } = spanOf(replacementSpan ?? standard ?? { start: inside(at), length: 0 });
  return { insert: { text: insertText, from, to: at } };
};

const textOf = (typescript: typeof ts, parts: readonly ts.SymbolDisplayPart[] | undefined): string =>
  typescript.displayPartsToString(parts === undefined ? [] : [...parts]);

const detailsOf = (
  typescript: typeof ts,
  { service, file }: Opened,
  at: number,
  name: string,
): CodeInfo | undefined => {
  const found = service.getCompletionEntryDetails(file, inside(at), name, {}, undefined, {}, undefined);
  return found === undefined
    ? undefined
    : {
        signature: textOf(typescript, found.displayParts),
        documentation: textOf(typescript, found.documentation),
      };
};

const infoAt = (
  typescript: typeof ts,
  { service, file }: Opened,
  at: number,
): (CodeInfo & Span) | undefined => {
  const found = service.getQuickInfoAtPosition(file, inside(at));
  return found === undefined
    ? undefined
    : {
        signature: textOf(typescript, found.displayParts),
        documentation: textOf(typescript, found.documentation),
        ...spanOf(found.textSpan),
      };
};

const signatureAt = (
  typescript: typeof ts,
  { service, file }: Opened,
  at: number,
): CodeSignature | undefined => {
  const found = service.getSignatureHelpItems(file, inside(at), {});
  const item = found?.items[found.selectedItemIndex];
  if (found === undefined || item === undefined || found.applicableSpan.start < BEFORE.length)
    return undefined;
  const separator = textOf(typescript, item.separatorDisplayParts);
  const parameters = item.parameters.map((parameter) => textOf(typescript, parameter.displayParts));
  const index = Math.min(found.argumentIndex, parameters.length - 1);
  const around = (own: readonly string[]): string => own.join(separator);
  const before = parameters.slice(0, Math.max(0, index));
  const after = parameters.slice(index + 1);
  return {
    before: `${textOf(typescript, item.prefixDisplayParts)}${around(before)}${before.length > 0 ? separator : ''}`,
    parameter: parameters[index] ?? '',
    after: `${after.length > 0 ? separator : ''}${around(after)}${textOf(typescript, item.suffixDisplayParts)}`,
    documentation: [
      textOf(typescript, item.documentation),
      textOf(typescript, item.parameters[index]?.documentation),
    ]
      .filter((text) => text !== '')
      .join('\n'),
    count: found.items.length,
  };
};

const problemsOf = (
  typescript: typeof ts,
  { service, file }: Opened,
  { language, source }: StepCode,
): readonly CodeProblem[] => {
  const program = service.getProgram();
  const tree = program?.getSourceFile(file);
  if (program === undefined || tree === undefined) return [];
  const [body] = tree.statements;
  const at = (span: Span): Span => {
    const from = Math.min(span.from, source.length);
    return { from, to: Math.max(from, Math.min(span.to, source.length)) };
  };
  const syntax = service.getSyntacticDiagnostics(file);
  const end = (body?.end ?? 0) - BEFORE.length;
  if (end >= 0 && end <= source.length) {
    return [{ ...at({ from: end - 1, to: end }), severity: 'error', message: 'This } closes nothing.' }];
  }
  const isShown = allowedCodes(language);
  const own = [
    ...syntax,
    // Where the code cannot be read, what it means is guesswork.
    ...(syntax.length > 0 ? [] : service.getSemanticDiagnostics(file)),
    ...(syntax.length > 0 ? [] : service.getSuggestionDiagnostics(file)),
  ].filter(({ code, category }) => isShown(code, category));
  const problems = own.map((found): CodeProblem => {
    const text = typescript.flattenDiagnosticMessageText(found.messageText, '\n');
    const span = spanOf({ start: found.start ?? 0, length: found.length ?? 0 });
    const word = source.slice(span.from, span.to);
    return {
      ...at(span),
      ...shownMessage(found.code, text, word),
      ...(found.reportsUnnecessary === undefined ? {} : { isUnreachable: true }),
    };
  });
  if (syntax.length > 0) return problems;
  const checks = [
    ...missedNames(typescript, program, service.getSemanticDiagnostics(file)),
    ...droppedPromises(typescript, program.getTypeChecker(), tree),
  ];
  return [
    ...problems,
    ...checks.map(
      ({ start, length, message }): CodeProblem => ({
        ...at(spanOf({ start, length })),
        severity: 'warning',
        message,
      }),
    ),
  ].toSorted((a, b) => a.from - b.from);
};

const definitionAt = ({ service, file }: Opened, at: number): Span | undefined => {
  const found = service.getDefinitionAtPosition(file, inside(at))?.find(({ fileName }) => fileName === file);
  return found === undefined || found.textSpan.start < BEFORE.length ? undefined : spanOf(found.textSpan);
};

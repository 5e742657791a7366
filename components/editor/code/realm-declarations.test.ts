import ts from 'typescript-js';
import { afterAll, expect, test } from 'vitest';
import { openSandbox, resultOf, runCode } from '#lib/sandbox/fixtures/code-steps.ts';
import { libTexts } from './lib-texts.ts';
import { REALM_DECLARATIONS } from './realm-declarations.ts';

const sandbox = openSandbox();
afterAll(() => sandbox.close());

/** Every value that the declarations promise, as expressions: `Map`, `Map.groupBy`, `Map.prototype.get`. */
const promised = (): readonly string[] => {
  const files = new Map([...libTexts].map(([name, text]) => [`/${name}`, text]));
  files.set('/realm.d.ts', REALM_DECLARATIONS);
  const host = ts.createCompilerHost({});
  const program = ts.createProgram({
    rootNames: ['/realm.d.ts'],
    options: { lib: ['lib.es2025.d.ts'], target: ts.ScriptTarget.ESNext, types: [] },
    host: {
      ...host,
      fileExists: (name) => files.has(name),
      readFile: (name) => files.get(name),
      getDefaultLibLocation: () => '/',
      getSourceFile: (name, options) => {
        const text = files.get(name);
        return text === undefined ? undefined : ts.createSourceFile(name, text, options);
      },
    },
  });
  const checker = program.getTypeChecker();
  const root = program.getSourceFile('/realm.d.ts');
  if (root === undefined) throw new Error('the realm was not read');
  const globals = checker
    .getSymbolsInScope(root, ts.SymbolFlags.Value)
    .filter(({ name }) => name !== 'inputs' && /^[A-Za-z]\w*$/.test(name));
  return globals.flatMap((symbol) => {
    const type = checker.getTypeOfSymbolAtLocation(symbol, root);
    const own = type.getProperties().filter(isNamed);
    const made = type.getConstructSignatures()[0]?.getReturnType();
    const isClass = type.getProperty('prototype') !== undefined;
    const members = isClass ? (made?.getProperties() ?? []).filter(isNamed) : [];
    return [
      symbol.name,
      ...own.map(({ name }) => `${symbol.name}.${name}`),
      ...members
        .filter(({ flags }) => (flags & ts.SymbolFlags.Method) !== 0)
        .map(({ name }) => `${symbol.name}.prototype.${name}`),
    ];
  });
};

const isNamed = ({ name }: ts.Symbol): boolean => /^[a-zA-Z]\w*$/.test(name);

// Of the language itself, or kept away from code on purpose; `eval` and `Function` ask for a realm of their own.
const NOT_ASKED =
  /^(globalThis|undefined|eval|Function|escape|unescape)\b|\.(arguments|caller|callee|prototype)$|^Iterator\.prototype\.(next|return|throw)$/;

test('everything that the editor offers is there in the sandbox', async () => {
  const names = promised().filter((name) => !NOT_ASKED.test(name));
  expect(names.length).toBeGreaterThan(600);
  const checks = names.map(
    (name) =>
      `try { if ((${name}) === undefined) missing.push('${name}'); } catch (e) { missing.push('${name}: ' + e.message); }`,
  );
  const outcome = await runCode(sandbox, `const missing = [];\n${checks.join('\n')}\nreturn missing;`, {
    timeoutMs: 25_000,
  });
  expect(resultOf(outcome)).toEqual([]);
}, 30_000);

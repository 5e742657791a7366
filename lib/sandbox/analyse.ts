import { type AnyNode, type Identifier, parse } from 'acorn';

/** Which parts of the scope a body can see: the whole part, or only these keys of it. */
export type Needs = Readonly<Record<string, true | readonly string[]>>;

export type Analysis =
  | {
      readonly ok: true;
      readonly needs: Needs;
      /** The body may want to change built-ins or globals, or to make code: it gets a realm of its own. */
      readonly ownRealm: boolean;
    }
  | {
      readonly ok: false;
      readonly message: string;
      readonly line?: number;
      readonly column?: number;
    };

/** Every body runs as strict code. On the first line, so that lines stay and columns shift by its length. */
const STRICT = "'use strict';";

/** The parameters of a code step. Everything else it can name is a global of the realm. */
export const scopeNames = ['event', 'call', 'tool', 'steps', 'secrets', 'workflow', 'inputs'] as const;

/**
 * Reads the body of a code step: is it one body and nothing else (`})(); evil(); (() => {` is not), which parts of
 * the scope does it mention, and does it need a realm of its own. The last is a question of compatibility and
 * speed, never of safety: a step in the wrong kind of realm fails or is slower, it reaches nothing more.
 */
export const analyse = (source: string): Analysis => {
  let program: AnyNode;
  try {
    program = parse(`${STRICT}${source}`, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      locations: true,
    });
  } catch (error) {
    return syntaxProblem(error);
  }
  const found = new Findings();
  try {
    visit(program, undefined, found);
  } catch (error) {
    return syntaxProblem(error);
  }
  return { ok: true, needs: found.needs(), ownRealm: found.ownRealm };
};

const syntaxProblem = (error: unknown): Analysis => {
  const isTooDeep =
    error instanceof RangeError || (error instanceof Error && /stack space/.test(error.message));
  if (isTooDeep) return { ok: false, message: 'The code is nested too deeply.' };
  if (!(error instanceof SyntaxError)) throw error;
  const message = error.message.replace(/ \(\d+:\d+\)$/, '');
  const at: unknown = 'loc' in error ? error.loc : undefined;
  if (typeof at !== 'object' || at === null || !('line' in at) || !('column' in at)) {
    return { ok: false, message };
  }
  const shift = at.line === 1 ? STRICT.length : 0;
  return { ok: false, message, line: Number(at.line), column: Number(at.column) + 1 - shift };
};

/** Code made from text, the global object, and what reaches into built-ins. */
const realmIdentifiers = new Set([
  'eval',
  'Function',
  'globalThis',
  'Reflect',
  // Not in the hardened realm: `ses` 2.3 does not know them yet.
  'SuppressedError',
  'DisposableStack',
  'AsyncDisposableStack',
]);

const realmMembers = new Set([
  '__proto__',
  'prototype',
  'constructor',
  'getPrototypeOf',
  'setPrototypeOf',
  'prepareStackTrace',
  'stackTraceLimit',
  'captureStackTrace',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  // `RegExp.escape`, `Error.isError`, `RegExp.$1`, …: removed or unknown to `ses` 2.3.
  'escape',
  'isError',
  'compile',
  'lastMatch',
  'lastParen',
  'leftContext',
  'rightContext',
]);

const builtIns = new Set([
  ...[
    'Object',
    'Array',
    'Number',
    'Boolean',
    'String',
    'Symbol',
    'BigInt',
    'Date',
    'Promise',
    'RegExp',
    'Error',
  ],
  ...['AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...[
    'JSON',
    'Math',
    'Intl',
    'ArrayBuffer',
    'DataView',
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'Iterator',
    'Proxy',
  ],
  ...[
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
  ],
  ...['Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...['console', 'fetch', 'memory', 'crypto', 'URL', 'URLSearchParams', 'Headers', 'Response', 'sleep'],
  ...['TextEncoder', 'TextDecoder', 'AbortController', 'AbortSignal', 'DOMException', 'structuredClone'],
  ...['atob', 'btoa', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'parseInt', 'parseFloat'],
]);

/** Built-ins that are handed around as plain functions (`.map(Number)`, `.filter(Boolean)`), never written to. */
const plainFunctions = new Set([
  ...['Number', 'Boolean', 'String', 'BigInt', 'parseInt', 'parseFloat', 'atob', 'btoa', 'structuredClone'],
  ...['fetch', 'sleep', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
]);

class Findings {
  ownRealm = false;
  #everything = false;
  readonly #parts = new Map<string, Set<string> | true>();

  /** Direct `eval` can name any parameter. */
  needEverything(): void {
    this.#everything = true;
  }

  need(part: string, keys: readonly string[] | undefined): void {
    const known = this.#parts.get(part);
    if (known === true) return;
    if (keys === undefined) this.#parts.set(part, true);
    else this.#parts.set(part, new Set([...(known ?? []), ...keys]));
  }

  needs(): Needs {
    if (this.#everything) return Object.fromEntries(scopeNames.map((name) => [name, true]));
    return Object.fromEntries(
      [...this.#parts].map(([part, keys]) => [part, keys === true ? true : [...keys]]),
    );
  }
}

const scopeNameSet: ReadonlySet<string> = new Set(scopeNames);
/** Sent key by key where that is enough: they are large (`event`), many (`steps`) or not the step's business (`secrets`). */
const keyedParts = new Set(['event', 'call', 'steps', 'secrets']);

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Acorn's own nodes are plain objects; the key of a member or a property that is not computed names nothing. */
const visit = (node: AnyNode, parent: AnyNode | undefined, found: Findings): void => {
  if (node.type === 'Identifier') identifier(node, parent, found);
  if (node.type === 'MemberExpression') member(node, parent, found);
  if (node.type === 'ImportExpression') found.ownRealm = true;
  for (const [key, child] of Object.entries(node)) {
    if (key === 'property' && node.type === 'MemberExpression' && !node.computed) continue;
    if (key === 'key' && 'computed' in node && !node.computed && !isShorthand(node)) continue;
    if (Array.isArray(child)) {
      for (const item of child) if (isNode(item)) visit(item, node, found);
    } else if (isNode(child)) visit(child, node, found);
  }
};

const isShorthand = (node: AnyNode): boolean => node.type === 'Property' && node.shorthand;

const identifier = (node: Identifier, parent: AnyNode | undefined, found: Findings): void => {
  const { name } = node;
  if (scopeNameSet.has(name)) found.need(name, keyedParts.has(name) ? keysRead(node, parent) : undefined);
  if (realmIdentifiers.has(name)) found.ownRealm = true;
  if (name === 'eval') found.needEverything();
  if (builtIns.has(name) && !isHarmlessUse(node, parent)) found.ownRealm = true;
};

/** `steps.look_up`, `steps['look_up']`, `const { look_up } = steps`; undefined where all of it may be read. */
const keysRead = (node: Identifier, parent: AnyNode | undefined): readonly string[] | undefined => {
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const key = memberName(parent);
    return key === undefined || key in Object.prototype ? undefined : [key]; // `event.hasOwnProperty(…)` asks for all
  }
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node || parent.id.type !== 'ObjectPattern') {
    return undefined;
  }
  const keys: string[] = [];
  for (const property of parent.id.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier')
      return undefined;
    keys.push(property.key.name);
  }
  return keys;
};

const memberName = (node: AnyNode): string | undefined => {
  if (node.type !== 'MemberExpression') return undefined;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  return node.property.type === 'Literal' && typeof node.property.value === 'string'
    ? node.property.value
    : undefined;
};

/** `new Map()`, `Math.max(…)`, `x instanceof Error`, `typeof URL`: uses after which the built-in is as before. */
const isHarmlessUse = (node: Identifier, parent: AnyNode | undefined): boolean => {
  switch (parent?.type) {
    case 'CallExpression':
      return parent.callee === node || plainFunctions.has(node.name);
    case 'NewExpression':
      return parent.callee === node;
    case 'MemberExpression':
      return true; // `member` looks at what is done with it
    case 'BinaryExpression':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'typeof' || parent.operator === '!';
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node;
    case 'VariableDeclarator':
      return parent.init === node && parent.id.type === 'ObjectPattern';
    default:
      return false;
  }
};

const member = (node: AnyNode, parent: AnyNode | undefined, found: Findings): void => {
  if (node.type !== 'MemberExpression') return;
  const name = memberName(node);
  if (name !== undefined && (realmMembers.has(name) || isRegExpStatic(node, name))) {
    if (!(name === 'constructor' && isNameOfConstructor(node, parent))) found.ownRealm = true;
  }
  if (isWritten(node, parent) && rootIsBuiltIn(node)) found.ownRealm = true;
};

/** `error.constructor.name` only reads. */
const isNameOfConstructor = (node: AnyNode, parent: AnyNode | undefined): boolean =>
  parent?.type === 'MemberExpression' && parent.object === node && memberName(parent) === 'name';

const isRegExpStatic = (node: AnyNode, name: string): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === 'RegExp' &&
  /^(input|\$.*)$/.test(name);

const isWritten = (node: AnyNode, parent: AnyNode | undefined): boolean =>
  (parent?.type === 'AssignmentExpression' && parent.left === node) ||
  (parent?.type === 'UpdateExpression' && parent.argument === node) ||
  (parent?.type === 'UnaryExpression' && parent.operator === 'delete');

const rootIsBuiltIn = (node: AnyNode): boolean => {
  let root: AnyNode = node;
  while (root.type === 'MemberExpression') root = root.object;
  return root.type === 'Identifier' && builtIns.has(root.name);
};

import { type LinearPattern, linearPattern } from './linear-pattern.ts';

/** A JSON Schema of this build's own making: only keywords that are checked, no references, nothing malformed. */
export type PlainSchema = boolean | { readonly [keyword: string]: unknown };

/** Something that keeps a schema from being checked. */
export interface SchemaIssue {
  /** A sentence that names the place: `properties.date.type: …` */
  readonly message: string;
  /** `invalid` is no JSON Schema; `unchecked` is one, but this build cannot hold arguments against it. */
  readonly kind: 'invalid' | 'unchecked';
}

export interface ReadSchema {
  readonly schema: PlainSchema;
  readonly issues: readonly SchemaIssue[];
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
const MAX_DEPTH = 40;
/** Schemas inside of the schema, references written out. */
const MAX_SCHEMAS = 2_000;
/** Of all patterns together, so that one look at a long text stays short. */
const MAX_PATTERN_STEPS = 2_000;

/**
 * Reads the parameters of a tool as JSON Schema (drafts 4 to 2020-12, as far as tools use them) into a schema that
 * compiles for certain. Runs in the browser as well, where nothing may be compiled. Keywords that only describe
 * (`title`, `default`, `format` …) are left out.
 */
export const readParameterSchema = (given: unknown): ReadSchema => {
  const reader = new SchemaReader(given);
  const schema = reader.read(given, []);
  return { schema, issues: reader.issues };
};

type Path = readonly (string | number)[];

class SchemaReader {
  readonly issues: SchemaIssue[] = [];
  readonly #root: unknown;
  readonly #following: string[] = [];
  #schemas = 0;
  #patternSteps = 0;

  constructor(root: unknown) {
    this.#root = root;
  }

  read(given: unknown, path: Path): PlainSchema {
    if (typeof given === 'boolean') return given;
    if (!isRecord(given)) return this.#invalid(path, 'must be a schema: an object in braces.');
    this.#schemas += 1;
    if (this.#schemas > MAX_SCHEMAS || path.length > MAX_DEPTH * 2) {
      return this.#unchecked([], 'The parameters are too large or too deep to be checked.');
    }
    if (given.$ref !== undefined) return this.#reference(given.$ref, path);
    const plain: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(given)) {
      const read = this.#keyword(keyword, value, [...path, keyword]);
      if (read !== undefined) plain[keyword] = read;
    }
    return given.nullable === true ? withNull(plain) : plain;
  }

  #invalid(path: Path, message: string): true {
    this.#say('invalid', path, message);
    return true;
  }

  #unchecked(path: Path, message: string): true {
    this.#say('unchecked', path, message);
    return true;
  }

  #say(kind: SchemaIssue['kind'], path: Path, message: string): void {
    const text = path.length === 0 ? message : `${path.join('.')} ${message}`;
    if (!this.issues.some((issue) => issue.message === text)) this.issues.push({ kind, message: text });
  }

  /** The value of a keyword that is checked; undefined for one that is not, or is wrong. */
  #keyword(keyword: string, value: unknown, path: Path): unknown {
    switch (keyword) {
      case 'type':
        return this.#type(value, path);
      case 'enum':
        return Array.isArray(value) && value.length > 0
          ? value
          : this.#nothing(path, 'must be a list with at least one value.');
      case 'const':
        return value;
      case 'description': // for the sentence that says what is missing
        return typeof value === 'string' ? value : undefined;
      case 'pattern':
        return this.#pattern(value, path);
      case 'required':
        return this.#required(value, path);
      case 'properties':
      case 'patternProperties':
        return this.#schemaMap(keyword, value, path);
      case 'items':
        return Array.isArray(value) ? this.#schemaList(value, path) : this.read(value, path);
      case 'additionalProperties':
      case 'additionalItems':
      case 'propertyNames':
      case 'contains':
      case 'not':
      case 'if':
      case 'then':
      case 'else':
        return this.read(value, path);
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return Array.isArray(value) && value.length > 0
          ? this.#schemaList(value, path)
          : this.#nothing(path, 'must be a list with at least one schema.');
      case 'uniqueItems':
        return typeof value === 'boolean' ? value : this.#nothing(path, 'must be true or false.');
      default:
        return this.#bound(keyword, value, path);
    }
  }

  #nothing(path: Path, message: string): undefined {
    this.#say('invalid', path, message);
    return undefined;
  }

  #type(value: unknown, path: Path): unknown {
    const types = Array.isArray(value) ? value : [value];
    const isKnown =
      types.length > 0 && types.every((type) => typeof type === 'string' && TYPES.includes(type));
    if (isKnown) return value;
    return this.#nothing(path, `is ${JSON.stringify(value)}, which is no type. Use ${listed(TYPES)}.`);
  }

  #required(value: unknown, path: Path): unknown {
    if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return [...new Set(value)];
    return this.#nothing(
      path,
      'must be a list of names. It stands beside "properties", not inside a parameter.',
    );
  }

  #pattern(value: unknown, path: Path): unknown {
    if (typeof value !== 'string') return this.#nothing(path, 'must be a regular expression as text.');
    return this.#takesPattern(linearPattern(value), path) ? value : undefined;
  }

  #takesPattern(pattern: LinearPattern, path: Path): boolean {
    if (!pattern.ok) {
      const isWrong = pattern.reason.startsWith('is not a regular');
      this.#say(isWrong ? 'invalid' : 'unchecked', path, pattern.reason);
      return false;
    }
    this.#patternSteps += pattern.steps;
    if (this.#patternSteps <= MAX_PATTERN_STEPS) return true;
    this.#unchecked([], 'The patterns of the parameters are too large together to be checked.');
    return false;
  }

  #schemaMap(keyword: string, value: unknown, path: Path): unknown {
    if (!isRecord(value)) return this.#nothing(path, 'must be an object with a schema for each name.');
    const entries = Object.entries(value).filter(
      ([name]) => keyword === 'properties' || this.#takesPattern(linearPattern(name), [...path, name]),
    );
    // Object.fromEntries defines "__proto__" as a property of its own; an assignment would not.
    return Object.fromEntries(entries.map(([name, schema]) => [name, this.read(schema, [...path, name])]));
  }

  #schemaList(value: readonly unknown[], path: Path): PlainSchema[] {
    return value.map((schema, index) => this.read(schema, [...path, index]));
  }

  #bound(keyword: string, value: unknown, path: Path): unknown {
    if (COUNTS.has(keyword)) {
      const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 0;
      return isCount ? value : this.#nothing(path, 'must be a whole number from 0.');
    }
    if (!NUMBERS.has(keyword)) return undefined;
    if (typeof value !== 'number') return this.#nothing(path, 'must be a number.');
    if (keyword === 'multipleOf' && value <= 0) return this.#nothing(path, 'must be more than 0.');
    return value;
  }

  /** Written out where it stands, so that no schema leads back to itself. */
  #reference(reference: unknown, path: Path): PlainSchema {
    const at = [...path, '$ref'];
    if (typeof reference !== 'string' || !reference.startsWith('#')) {
      return this.#unchecked(at, 'leads out of this schema. Put what it names into it.');
    }
    if (this.#following.includes(reference)) {
      return this.#unchecked(at, 'leads back to itself, which is not checked here.');
    }
    const target = resolve(this.#root, reference);
    if (target === undefined) {
      return this.#invalid(at, `is ${JSON.stringify(reference)}, which does not exist here.`);
    }
    this.#following.push(reference);
    const schema = this.read(target, path);
    this.#following.pop();
    return schema;
  }
}

const COUNTS: ReadonlySet<string> = new Set([
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
]);
const NUMBERS: ReadonlySet<string> = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** OpenAPI's way to say that null is taken too. */
const withNull = (schema: Record<string, unknown>): PlainSchema => ({ anyOf: [{ type: 'null' }, schema] });

/** What a JSON pointer in a fragment (RFC 6901, section 6) points at. */
const resolve = (root: unknown, reference: string): unknown => {
  if (reference === '#') return root;
  let target = root;
  for (const part of reference.slice(2).split('/')) {
    const key = decode(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key)) return undefined;
    target = Reflect.get(target, key);
  }
  return target;
};

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

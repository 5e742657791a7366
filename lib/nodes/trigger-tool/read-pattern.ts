/** What a pattern is made of. Captures are groups like any other, since only whether it matches is asked. */
export type PatternTree =
  /** One character; `source` is a regular expression for it: `a`, `\d`, `[^a-z]`, `.` */
  | { readonly kind: 'one'; readonly source: string }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternTree[] }
  | { readonly kind: 'either'; readonly options: readonly PatternTree[] }
  | { readonly kind: 'repeat'; readonly part: PatternTree; readonly min: number; readonly max: number }
  | { readonly kind: 'place'; readonly at: Place };

/** Start, end, at the edge of a word, and not. */
export type Place = '^' | '$' | 'b' | 'B';

/** Why a pattern is not taken, as the end of the sentence `The pattern …`. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/**
 * Reads a regular expression that `new RegExp(source, flags)` takes. Throws a `PatternError` for what cannot be
 * matched in linear time: look-ahead, look-behind and references to groups.
 */
export const readPattern = (source: string, isUnicode: boolean): PatternTree =>
  new PatternReader(source, isUnicode).readAll();

const SPECIAL = /[\^$\\.*+?()[\]{}|/]/;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/;
const ESCAPE = /^\\(?:x[0-9a-fA-F]{2}|c[A-Za-z]|u[0-9a-fA-F]{4}|[\s\S])/;
const UNICODE_ESCAPE =
  /^\\(?:x[0-9a-fA-F]{2}|c[A-Za-z]|[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/u;
const CLASS = /^\[(?:[^\]\\]|\\[\s\S])*\]/;

class PatternReader {
  readonly #source: string;
  readonly #isUnicode: boolean;
  #at = 0;

  constructor(source: string, isUnicode: boolean) {
    this.#source = source;
    this.#isUnicode = isUnicode;
  }

  readAll(): PatternTree {
    const tree = this.#either();
    if (this.#at < this.#source.length) throw new PatternError('has a bracket too many.');
    return tree;
  }

  get #rest(): string {
    return this.#source.slice(this.#at);
  }

  #take(length: number): string {
    const taken = this.#source.slice(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  #either(): PatternTree {
    const options = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      options.push(this.#sequence());
    }
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'either', options };
  }

  #sequence(): PatternTree {
    const parts: PatternTree[] = [];
    for (let next = this.#source[this.#at]; next !== undefined; next = this.#source[this.#at]) {
      if (next === '|' || next === ')') break;
      parts.push(this.#repeated(this.#part(next)));
    }
    return { kind: 'sequence', parts };
  }

  #repeated(part: PatternTree): PatternTree {
    const found = QUANTIFIER.exec(this.#rest);
    if (found === null) return part;
    this.#at += found[0].length;
    const [text, min, comma, max] = found;
    if (min !== undefined) {
      const least = Number(min);
      const most = comma === undefined ? least : max === '' ? Number.POSITIVE_INFINITY : Number(max);
      return { kind: 'repeat', part, min: least, max: most };
    }
    const isOptional = text.startsWith('?');
    return {
      kind: 'repeat',
      part,
      min: text.startsWith('+') ? 1 : 0,
      max: isOptional ? 1 : Number.POSITIVE_INFINITY,
    };
  }

  #part(next: string): PatternTree {
    switch (next) {
      case '(':
        return this.#group();
      case '^':
      case '$':
        this.#at += 1;
        return { kind: 'place', at: next };
      case '.':
        return { kind: 'one', source: this.#take(1) };
      case '[':
        return { kind: 'one', source: this.#class() };
      case '\\':
        return this.#escape();
      default:
        return { kind: 'one', source: this.#literal() };
    }
  }

  #group(): PatternTree {
    const opening = /^\((?:\?(?:<[^=!>][^>]*>|[^<]|<))?/.exec(this.#rest)?.[0] ?? '(';
    if (opening !== '(' && opening !== '(?:' && !opening.endsWith('>')) {
      throw new PatternError('looks ahead or behind, or has flags inside, which is not checked here.');
    }
    this.#at += opening.length;
    const tree = this.#either();
    if (this.#source[this.#at] !== ')') throw new PatternError('has a bracket that is not closed.');
    this.#at += 1;
    return tree;
  }

  #class(): string {
    const found = CLASS.exec(this.#rest)?.[0];
    if (found === undefined) throw new PatternError('has a bracket that is not closed.');
    return this.#take(found.length);
  }

  #escape(): PatternTree {
    const next = this.#source[this.#at + 1] ?? '';
    if (next === 'b' || next === 'B') {
      this.#at += 2;
      return { kind: 'place', at: next };
    }
    const isReference = /[1-9k]/.test(next) || /^\\0\d/.test(this.#rest);
    if (isReference) throw new PatternError('refers to one of its groups, which is not checked here.');
    const found = (this.#isUnicode ? UNICODE_ESCAPE : ESCAPE).exec(this.#rest)?.[0];
    if (found === undefined) throw new PatternError('ends in a backslash.');
    return { kind: 'one', source: this.#take(found.length) };
  }

  #literal(): string {
    const code = this.#isUnicode ? (this.#source.codePointAt(this.#at) ?? 0) : 0;
    const text = this.#take(code > 0xffff ? 2 : 1);
    return SPECIAL.test(text) ? `\\${text}` : text;
  }
}

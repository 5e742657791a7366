import type { Kit } from './kit.ts';

/** `URL` and `URLSearchParams`. Parsing is the host's own (WHATWG); the search list is kept here. */
export const addUrl = (kit: Kit): void => {
  const { ask, ops, parse, toText } = kit;

  const encode = (text: string): string =>
    encodeURIComponent(toText(text).replace(/[\uD800-\uDFFF]/gu, '\uFFFD'))
      .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%20/g, '+');

  const decode = (text: string): string => {
    const spaced = text.replace(/\+/g, ' ');
    try {
      return decodeURIComponent(spaced);
    } catch {
      return ask(ops.utf8Decode, 0, percentBytes(spaced), 'utf-8'); // broken UTF-8 becomes U+FFFD, as in browsers
    }
  };

  const percentBytes = (text: string): string =>
    ask(ops.utf8Encode, 0, text).replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );

  const pairsOf = (query: string): [string, string][] => {
    const text = query.startsWith('?') ? query.slice(1) : query;
    if (text === '') return [];
    return text
      .split('&')
      .filter((part) => part !== '')
      .map((part): [string, string] => {
        const at = part.indexOf('=');
        return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
      });
  };

  const pairsFrom = (init: unknown): [string, string][] => {
    if (init === undefined || init === null) return [];
    if (typeof init !== 'object') return pairsOf(toText(init));
    if (Symbol.iterator in init) {
      return [...(init as Iterable<Iterable<unknown>>)].map((item): [string, string] => {
        const pair = [...item];
        if (pair.length !== 2)
          throw new TypeError('Each pair of URLSearchParams must have a name and a value.');
        return [toText(pair[0]), toText(pair[1])];
      });
    }
    return Object.entries(init).map(([name, value]): [string, string] => [name, toText(value)]);
  };

  class URLSearchParams {
    #pairs: [string, string][];
    #changed: (() => void) | undefined;
    constructor(init?: unknown, changed?: () => void) {
      this.#pairs = pairsFrom(init);
      this.#changed = typeof changed === 'function' ? changed : undefined;
    }
    #update(pairs: [string, string][]): void {
      this.#pairs = pairs;
      this.#changed?.();
    }
    get size(): number {
      return this.#pairs.length;
    }
    append(name: unknown, value: unknown): void {
      this.#update([...this.#pairs, [toText(name), toText(value)]]);
    }
    delete(name: unknown, value?: unknown): void {
      const key = toText(name);
      this.#update(
        this.#pairs.filter(
          ([other, text]) => other !== key || (value !== undefined && text !== toText(value)),
        ),
      );
    }
    get(name: unknown): string | null {
      const key = toText(name);
      return this.#pairs.find(([other]) => other === key)?.[1] ?? null;
    }
    getAll(name: unknown): string[] {
      const key = toText(name);
      return this.#pairs.filter(([other]) => other === key).map(([, value]) => value);
    }
    has(name: unknown, value?: unknown): boolean {
      const key = toText(name);
      return this.#pairs.some(
        ([other, text]) => other === key && (value === undefined || text === toText(value)),
      );
    }
    set(name: unknown, value: unknown): void {
      const key = toText(name);
      const first = this.#pairs.findIndex(([other]) => other === key);
      const all = first < 0 ? [...this.#pairs, [key, ''] satisfies [string, string]] : this.#pairs;
      const kept = all.filter(([other], at) => other !== key || at === first || first < 0);
      this.#update(kept.map(([other, text]) => (other === key ? [other, toText(value)] : [other, text])));
    }
    sort(): void {
      this.#update([...this.#pairs].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
    }
    forEach(action: (value: string, name: string, params: URLSearchParams) => void): void {
      for (const [name, value] of this) action(value, name, this);
    }
    *entries(): Generator<[string, string]> {
      for (const [name, value] of this.#pairs) yield [name, value];
    }
    *keys(): Generator<string> {
      for (const [name] of this.#pairs) yield name;
    }
    *values(): Generator<string> {
      for (const [, value] of this.#pairs) yield value;
    }
    [Symbol.iterator](): Generator<[string, string]> {
      return this.entries();
    }
    toString(): string {
      return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
    }
  }

  type Parts = Record<
    | 'href'
    | 'origin'
    | 'protocol'
    | 'username'
    | 'password'
    | 'host'
    | 'hostname'
    | 'port'
    | 'pathname'
    | 'search'
    | 'hash',
    string
  >;

  class URL {
    #parts: Parts;
    #params: URLSearchParams | undefined;
    constructor(input: unknown, base?: unknown) {
      const parameters = base === undefined ? [toText(input)] : [toText(input), toText(base)];
      this.#parts = parse(ask(ops.parseUrl, 0, JSON.stringify(parameters))) as Parts; // made by the host's URL
    }
    static canParse(input: unknown, base?: unknown): boolean {
      return URL.parse(input, base) !== null;
    }
    static parse(input: unknown, base?: unknown): URL | null {
      try {
        return new URL(input, base);
      } catch {
        return null;
      }
    }
    #change(name: string, value: unknown): void {
      const change = JSON.stringify([this.#parts.href, name, toText(value)]);
      this.#parts = parse(ask(ops.changeUrl, 0, change)) as Parts; // made by the host's URL
      if (name === 'href' || name === 'search') this.#params = undefined;
    }
    get searchParams(): URLSearchParams {
      if (this.#params === undefined) {
        const params: URLSearchParams = new URLSearchParams(this.#parts.search, () => {
          const text = params.toString();
          this.#change('search', text === '' ? '' : `?${text}`);
          this.#params = params; // still the same list, which made the change
        });
        this.#params = params;
      }
      return this.#params;
    }
    get href(): string {
      return this.#parts.href;
    }
    set href(value: unknown) {
      this.#change('href', value);
    }
    get origin(): string {
      return this.#parts.origin;
    }
    get protocol(): string {
      return this.#parts.protocol;
    }
    set protocol(value: unknown) {
      this.#change('protocol', value);
    }
    get username(): string {
      return this.#parts.username;
    }
    set username(value: unknown) {
      this.#change('username', value);
    }
    get password(): string {
      return this.#parts.password;
    }
    set password(value: unknown) {
      this.#change('password', value);
    }
    get host(): string {
      return this.#parts.host;
    }
    set host(value: unknown) {
      this.#change('host', value);
    }
    get hostname(): string {
      return this.#parts.hostname;
    }
    set hostname(value: unknown) {
      this.#change('hostname', value);
    }
    get port(): string {
      return this.#parts.port;
    }
    set port(value: unknown) {
      this.#change('port', value);
    }
    get pathname(): string {
      return this.#parts.pathname;
    }
    set pathname(value: unknown) {
      this.#change('pathname', value);
    }
    get search(): string {
      return this.#parts.search;
    }
    set search(value: unknown) {
      this.#change('search', value);
    }
    get hash(): string {
      return this.#parts.hash;
    }
    set hash(value: unknown) {
      this.#change('hash', value);
    }
    toString(): string {
      return this.#parts.href;
    }
    toJSON(): string {
      return this.#parts.href;
    }
  }

  kit.expose('URL', URL);
  kit.expose('URLSearchParams', URLSearchParams);
};

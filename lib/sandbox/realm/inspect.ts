/** Makes the function that shows a value as one text, for `console` and for what was thrown without being an error. */
export const makeInspect = (maxChars: number): ((value: unknown) => string) => {
  const MAX_DEPTH = 4;
  const MAX_ITEMS = 100;
  const { isArray } = Array;
  const { stringify } = JSON;
  const { keys, getOwnPropertyDescriptor } = Object;

  const quote = (text: string): string =>
    stringify(text.length > 10_000 ? `${text.slice(0, 10_000)}… (${text.length} characters)` : text);

  const errorText = (error: Error): string => {
    const stack: unknown = error.stack;
    return typeof stack === 'string' && stack !== '' ? stack : `${error.name}: ${error.message}`;
  };

  const key = (name: string): string => (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : stringify(name));

  const entries = (parts: string[], total: number): string => {
    if (total > parts.length) parts.push(`… ${total - parts.length} more`);
    return parts.join(', ');
  };

  const list = (items: Iterable<unknown>, total: number, depth: number, seen: object[]): string => {
    const parts: string[] = [];
    for (const item of items) {
      if (parts.length >= MAX_ITEMS) break;
      parts.push(show(item, depth, seen));
    }
    return entries(parts, total);
  };

  const mapText = (map: Map<unknown, unknown>, depth: number, seen: object[]): string => {
    const parts: string[] = [];
    for (const [name, value] of map) {
      if (parts.length >= MAX_ITEMS) break;
      parts.push(`${show(name, depth, seen)} => ${show(value, depth, seen)}`);
    }
    return `Map(${map.size}) {${entries(parts, map.size)}}`;
  };

  const properties = (object: object, depth: number, seen: object[]): string => {
    const names = keys(object);
    const parts: string[] = [];
    for (const name of names) {
      if (parts.length >= MAX_ITEMS) break;
      const property = getOwnPropertyDescriptor(object, name);
      const text =
        property !== undefined && 'value' in property ? show(property.value, depth, seen) : '[Getter]';
      parts.push(`${key(name)}: ${text}`);
    }
    return parts.length === 0 ? '{}' : `{ ${entries(parts, names.length)} }`;
  };

  const objectText = (object: object, depth: number, seen: object[]): string => {
    if (object instanceof Error) return errorText(object);
    if (object instanceof Date) return Number.isNaN(object.getTime()) ? 'Invalid Date' : object.toISOString();
    if (object instanceof RegExp) return `${object}`;
    if (object instanceof Promise) return 'Promise';
    if (seen.includes(object)) return '[Circular]';
    if (depth >= MAX_DEPTH) return isArray(object) ? '[Array]' : '[Object]';
    const inner = [...seen, object];
    if (isArray(object)) return `[${list(object, object.length, depth + 1, inner)}]`;
    if (object instanceof Map) return mapText(object, depth + 1, inner);
    if (object instanceof Set) return `Set(${object.size}) {${list(object, object.size, depth + 1, inner)}}`;
    if (object instanceof Uint8Array) {
      return `Uint8Array(${object.length}) [${list(object, object.length, depth + 1, inner)}]`;
    }
    return properties(object, depth + 1, inner);
  };

  const show = (value: unknown, depth: number, seen: object[]): string => {
    switch (typeof value) {
      case 'string':
        return quote(value);
      case 'bigint':
        return `${value}n`;
      case 'function':
        return `[Function ${value.name === '' ? '(anonymous)' : value.name}]`;
      case 'object':
        return value === null ? 'null' : objectText(value, depth, seen);
      default:
        return String(value);
    }
  };

  return (value) => {
    const text = typeof value === 'string' ? value : show(value, 0, []);
    return text.length > maxChars ? text.slice(0, maxChars) : text;
  };
};

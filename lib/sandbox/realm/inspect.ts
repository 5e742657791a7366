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

  /** Where an inspection has got to: what it is inside of, and how many characters it may still show. */
  interface Place {
    readonly depth: number;
    readonly seen: readonly object[];
    readonly room: { chars: number };
  }

  const isFull = (parts: string[], { room }: Place): boolean => parts.length >= MAX_ITEMS || room.chars <= 0;

  const entries = (parts: string[], total: number): string => {
    if (total > parts.length) parts.push(`… ${total - parts.length} more`);
    return parts.join(', ');
  };

  const list = (items: Iterable<unknown>, total: number, place: Place): string => {
    const parts: string[] = [];
    for (const item of items) {
      if (isFull(parts, place)) break;
      parts.push(show(item, place));
    }
    return entries(parts, total);
  };

  const mapText = (map: Map<unknown, unknown>, place: Place): string => {
    const parts: string[] = [];
    for (const [name, value] of map) {
      if (isFull(parts, place)) break;
      parts.push(`${show(name, place)} => ${show(value, place)}`);
    }
    return `Map(${map.size}) {${entries(parts, map.size)}}`;
  };

  const properties = (object: object, place: Place): string => {
    const names = keys(object);
    const parts: string[] = [];
    for (const name of names) {
      if (isFull(parts, place)) break;
      const property = getOwnPropertyDescriptor(object, name);
      const text = property !== undefined && 'value' in property ? show(property.value, place) : '[Getter]';
      const shown = key(name);
      place.room.chars -= shown.length;
      parts.push(`${shown}: ${text}`);
    }
    return parts.length === 0 ? '{}' : `{ ${entries(parts, names.length)} }`;
  };

  const objectText = (object: object, { depth, seen, room }: Place): string => {
    if (object instanceof Error) return errorText(object);
    if (object instanceof Date) return Number.isNaN(object.getTime()) ? 'Invalid Date' : object.toISOString();
    if (object instanceof RegExp) return `${object}`;
    if (object instanceof Promise) return 'Promise';
    if (seen.includes(object)) return '[Circular]';
    if (depth >= MAX_DEPTH) return isArray(object) ? '[Array]' : '[Object]';
    const inner = { depth: depth + 1, seen: [...seen, object], room };
    if (isArray(object)) return `[${list(object, object.length, inner)}]`;
    if (object instanceof Map) return mapText(object, inner);
    if (object instanceof Set) return `Set(${object.size}) {${list(object, object.size, inner)}}`;
    if (object instanceof Uint8Array) {
      return `Uint8Array(${object.length}) [${list(object, object.length, inner)}]`;
    }
    return properties(object, inner);
  };

  const show = (value: unknown, place: Place): string => {
    const text = textOf(value, place);
    place.room.chars -= typeof value === 'object' && value !== null ? 2 : text.length; // its parts have counted
    return text;
  };

  const textOf = (value: unknown, place: Place): string => {
    switch (typeof value) {
      case 'string':
        return quote(value);
      case 'bigint':
        return `${value}n`;
      case 'function':
        return `[Function ${value.name === '' ? '(anonymous)' : value.name}]`;
      case 'object':
        return value === null ? 'null' : objectText(value, place);
      default:
        return String(value);
    }
  };

  return (value) => {
    const text =
      typeof value === 'string' ? value : show(value, { depth: 0, seen: [], room: { chars: maxChars } });
    return text.length > maxChars ? `${text.slice(0, maxChars - 1)}…` : text;
  };
};

/** A path as JSON can hold it; symbols cannot come from JSON. */
export const plainPath = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((part) => (typeof part === 'symbol' ? String(part) : part));

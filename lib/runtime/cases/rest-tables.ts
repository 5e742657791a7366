import type { Asked, Outsider } from './outside.ts';

export type Row = Readonly<Record<string, unknown>>;
/** By table name. A text in the place of the rows is the error that the database answers with. */
export type Tables = Record<string, Row[] | string>;

/**
 * A database behind PostgREST, as far as the flows use it: `column=ilike.x`, `column=eq.x`, `limit`, `order`, and an
 * insert that replaces the row with the same value of `on_conflict`.
 */
export const restTables = (tables: Tables, key: string): Outsider => {
  return (asked) => {
    const { pathname, searchParams } = new URL(asked.url);
    if (asked.headers.apikey !== key || asked.headers.authorization !== `Bearer ${key}`) {
      return { status: 401, body: { message: 'Invalid API key' } };
    }
    const table = pathname.split('/').at(-1) ?? '';
    const rows = tables[table];
    if (rows === undefined) return { status: 404, body: { code: 'PGRST205', message: `no table ${table}` } };
    if (typeof rows === 'string') return { status: 500, body: { message: rows } };
    return asked.method === 'POST' ? upsert(rows, asked, searchParams) : select(rows, searchParams);
  };
};

const NO_FILTER: ReadonlySet<string> = new Set(['select', 'limit', 'order']);

const select = (rows: readonly Row[], query: URLSearchParams) => {
  const filters = [...query].filter(([name]) => !NO_FILTER.has(name));
  const matching = rows.filter((row) => filters.every(([name, filter]) => matches(row[name], filter)));
  const [column = '', direction] = (query.get('order') ?? '').split('.');
  const sorted = matching.toSorted((a, b) => `${a[column]}`.localeCompare(`${b[column]}`));
  if (direction === 'desc') sorted.reverse();
  return { status: 200, body: sorted.slice(0, Number(query.get('limit') ?? sorted.length)) };
};

const matches = (value: unknown, filter: string): boolean => {
  const [operator = '', ...rest] = filter.split('.');
  const wanted = rest.join('.');
  if (operator === 'ilike') return `${value}`.toLowerCase() === wanted.toLowerCase();
  return operator === 'eq' && `${value}` === wanted;
};

const upsert = (rows: Row[], { body, headers }: Asked, query: URLSearchParams) => {
  const column = query.get('on_conflict') ?? '';
  if (typeof body !== 'object' || body === null || headers.prefer !== 'resolution=merge-duplicates') {
    return { status: 409, body: { message: 'duplicate key value' } };
  }
  const row: Row = { ...body };
  const at = rows.findIndex((other) => other[column] === row[column]);
  rows.splice(at === -1 ? rows.length : at, at === -1 ? 0 : 1, row);
  return { status: 201, body: [] };
};

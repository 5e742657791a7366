export interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/**
 * A page of rows that are all in memory, largest key first. The cursor is the key of the last row given out, so
 * that rows which are added or deleted meanwhile neither repeat nor hide others.
 */
export const paginate = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { cursor, limit }: PageQuery,
): { items: Row[]; nextCursor: string | null } => {
  const left = rows
    .map((row) => ({ row, key: keyOf(row) }))
    .filter(({ key }) => cursor === undefined || key < cursor)
    .sort((a, b) => (a.key < b.key ? 1 : -1));
  const items = left.slice(0, limit);
  const nextCursor = left.length > limit ? (items.at(-1)?.key ?? null) : null;
  return { items: items.map(({ row }) => row), nextCursor };
};

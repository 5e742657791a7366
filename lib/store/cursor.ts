/** Where a page of a newest-first list ends. */
export interface Position {
  readonly at: Date;
  readonly id: string;
}

export interface Page<Item> {
  readonly items: Item[];
  /** Give it back as `cursor` for the next page; null at the end. */
  readonly nextCursor: string | null;
}

const MAX_LIMIT = 200;

/** One row more than asked for, to know whether there is a next page. */
export const take = (limit: number): number => Math.min(Math.max(1, Math.trunc(limit)), MAX_LIMIT) + 1;

/** Cuts the extra row off and makes the cursor. */
export const toPage = <Item>(
  rows: Item[],
  limit: number,
  positionOf: (item: Item) => Position,
): Page<Item> => {
  const items = rows.slice(0, take(limit) - 1);
  const last = items.at(-1);
  const hasMore = rows.length > items.length;
  return { items, nextCursor: hasMore && last !== undefined ? encodeCursor(positionOf(last)) : null };
};

const encodeCursor = ({ at, id }: Position): string =>
  Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

/** The position a cursor stands for; undefined where it is none of ours, which then means the first page. */
export const readCursor = (cursor: string | null | undefined): Position | undefined => {
  if (!cursor) return undefined;
  const match = /^(\d{1,15})\.(.{1,500})$/s.exec(Buffer.from(cursor, 'base64url').toString());
  const [, time, id] = match ?? [];
  return time === undefined || id === undefined ? undefined : { at: new Date(Number(time)), id };
};

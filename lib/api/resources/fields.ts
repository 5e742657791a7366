import { z } from 'zod';
import { readCursor } from '#lib/store/cursor.ts';

/** Our ids are UUIDs; anything else of this form is simply not found. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'This is not an id.')
  .meta({ example: '0190b5c6-7c0e-7a3f-8f9e-2f4f6b1c9d10' });

/** What others named (Vapi's call ids, event types), so any text that a database can hold. */
export const foreignText = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'Control characters are not allowed.');

export const time = z.iso.datetime().meta({ example: '2026-01-31T09:30:00.000Z' });

/** A point in time in a query, with any offset. */
export const timeFilter = z.iso
  .datetime({ offset: true, error: 'Write a time like 2026-01-31T09:30:00Z.' })
  .transform((text) => new Date(text));

const cursor = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[A-Za-z0-9_-]+$/, 'This is not a cursor that a list gave out.')
  .meta({ description: '`nextCursor` of the page before.' });

/** The cursor of a list that the store pages. The store takes any other text for the first page; we say so. */
const storeCursor = cursor.refine(
  (text) => readCursor(text) !== undefined,
  'This is not a cursor that a list gave out.',
);

const limit = z.coerce
  .number('Write a whole number from 1 to 100.')
  .int('Write a whole number from 1 to 100.')
  .min(1, 'At least 1.')
  .max(100, 'At most 100.')
  .default(50)
  .meta({ description: 'How many to return, 1 to 100.' });

/** The query of a list that is in memory. */
export const page = { cursor: cursor.optional(), limit };

/** The query of a list that the store pages. */
export const storePage = { cursor: storeCursor.optional(), limit };

/** A page of a list; `nextCursor` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'For the next page; null on the last one.' }),
  });

export const isoOrNull = (date: Date | null): string | null => (date === null ? null : date.toISOString());

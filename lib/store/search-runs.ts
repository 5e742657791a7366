import type { Database } from './client.ts';
import type { Position } from './cursor.ts';
import { timeText } from './raw-value.ts';
import { storableText } from './text.ts';

export interface RunSearch {
  /** Columns that must have exactly this value. */
  readonly where: Readonly<Record<string, string>>;
  readonly search: string;
  readonly after: Position | undefined;
  readonly take: number;
}

const PARTS = ['triggerName', 'toolName', 'eventType', 'errorMessage', 'errorCode'];
const WHOLE = ['id', 'eventId', 'callId', 'toolCallId'];

/**
 * The ids of the newest runs that a search finds. Written by hand, since Prisma's `contains` takes `_`, which tool
 * names are full of, for any character.
 */
export const searchRuns = async (
  { prisma, provider }: Database,
  { where, search, after, take }: RunSearch,
): Promise<string[]> => {
  const values: (string | number)[] = [];
  const value = (given: string | number): string => {
    values.push(given);
    return provider === 'sqlite' ? '?' : `$${values.length}`;
  };
  const time = (ms: number): string =>
    `${value(timeText(provider, ms))}${provider === 'sqlite' ? '' : '::timestamp'}`;
  const text = storableText(search);
  const part = asciiLowerCase(text);

  const conditions = Object.entries(where).map(([column, wanted]) => `"${column}" = ${value(wanted)}`);
  if (after !== undefined) {
    const at = after.at.getTime();
    conditions.push(`"startedAt" <= ${time(at)}`);
    conditions.push(`("startedAt" < ${time(at)} OR "id" < ${value(after.id)})`);
  }
  const found = [
    ...PARTS.map((column) =>
      provider === 'sqlite'
        ? `instr(lower("${column}"), ${value(part)}) > 0`
        : `strpos(lower("${column}" COLLATE "C"), ${value(part)}) > 0`,
    ),
    ...WHOLE.map((column) => `"${column}" = ${value(text)}`),
  ];
  conditions.push(`(${found.join(' OR ')})`);
  const rows = await prisma.$queryRawUnsafe<{ id: string }[]>(
    `SELECT "id" FROM runs WHERE ${conditions.join(' AND ')} ORDER BY "startedAt" DESC, "id" DESC LIMIT ${take}`,
    ...values,
  );
  return rows.map((row) => row.id);
};

/** As SQLite's `lower` and Postgres' in the "C" collation do it. */
const asciiLowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

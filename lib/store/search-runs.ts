import type { Database } from './client.ts';
import type { Position } from './cursor.ts';
import type { Provider } from './provider.ts';
import { timeText } from './raw-value.ts';
import { storableText } from './text.ts';

export interface RunSearch {
  /** Columns that must have exactly this value. */
  readonly where: Readonly<Record<string, string>>;
  /** '' finds all. */
  readonly search: string;
  /** Whether their event came again; both where it is absent. */
  readonly isRepeated: boolean | undefined;
  readonly after: Position | undefined;
  readonly take: number;
}

const PARTS = ['triggerName', 'toolName', 'eventType', 'errorMessage', 'errorCode'];
const WHOLE = ['id', 'eventId', 'callId', 'toolCallId'];

/**
 * The ids of the newest runs that a search finds. Written by hand, since Prisma's `contains` takes `_`, which tool
 * names are full of, for any character, and knows no way from a run to the events that repeat its own.
 */
export const searchRuns = async (
  { prisma, provider }: Database,
  { where, search, isRepeated, after, take }: RunSearch,
): Promise<string[]> => {
  const values: (string | number)[] = [];
  const value = (given: string | number): string => {
    values.push(given);
    return provider === 'sqlite' ? '?' : `$${values.length}`;
  };
  const time = (ms: number): string =>
    `${value(timeText(provider, ms))}${provider === 'sqlite' ? '' : '::timestamp'}`;

  const conditions = Object.entries(where).map(([column, wanted]) => `"${column}" = ${value(wanted)}`);
  if (after !== undefined) {
    const at = after.at.getTime();
    conditions.push(`"startedAt" <= ${time(at)}`);
    conditions.push(`("startedAt" < ${time(at)} OR "id" < ${value(after.id)})`);
  }
  if (isRepeated !== undefined) {
    const inWorkflow = where.workflowId === undefined ? '' : ` AND "workflowId" = ${value(where.workflowId)}`;
    conditions.push(
      `"eventId" ${isRepeated ? 'IN' : 'NOT IN'} (SELECT "duplicateOf" FROM events WHERE "duplicateOf" IS NOT NULL${inWorkflow})`,
    );
  }
  if (search !== '') conditions.push(`(${found(provider, value, search).join(' OR ')})`);
  const rows = await prisma.$queryRawUnsafe<{ id: string }[]>(
    `SELECT "id" FROM runs ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')} `}ORDER BY "startedAt" DESC, "id" DESC LIMIT ${take}`,
    ...values,
  );
  return rows.map((row) => row.id);
};

/** The ways in which a row may hold what is searched for. */
const found = (provider: Provider, value: (given: string) => string, search: string): string[] => {
  const text = storableText(search);
  const part = asciiLowerCase(text);
  return [
    ...PARTS.map((column) =>
      provider === 'sqlite'
        ? `instr(lower("${column}"), ${value(part)}) > 0`
        : `strpos(lower("${column}" COLLATE "C"), ${value(part)}) > 0`,
    ),
    ...WHOLE.map((column) => `"${column}" = ${value(text)}`),
  ];
};

/** As SQLite's `lower` and Postgres' in the "C" collation do it. */
const asciiLowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

import { env } from './env.ts';
import { once } from './once.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

type LogFields = Readonly<Record<string, unknown>>;

/** Messages are constant sentences; what varies goes into the fields. */
export type Logger = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

export interface LoggerOptions {
  readonly level: LogLevel | 'silent';
  /** `json`: one object a line, for machines. `text`: for people. */
  readonly format: 'json' | 'text';
  readonly write: (line: string) => void;
  readonly now: () => Date;
}

const RANK = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 } as const;

/** Makes a logger. Whatever it is given, no token of a server URL reaches `write`. */
export const createLogger = ({ level, format, write, now }: LoggerOptions): Logger => {
  const render = format === 'json' ? renderJson : renderText;
  const at =
    (own: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (RANK[own] < RANK[level]) return;
      write(redact(render(now(), own, message, plain(fields))));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

const processLogger = (): Logger =>
  once('log', () => {
    const { NODE_ENV, PATCHBAY_LOG_LEVEL } = env();
    return createLogger({
      level: PATCHBAY_LOG_LEVEL ?? (NODE_ENV === 'test' ? 'warn' : 'info'),
      format: NODE_ENV === 'production' ? 'json' : 'text',
      write: (line) => process.stderr.write(`${line}\n`),
      now: () => new Date(),
    });
  });

/** The log of this process, on stderr. */
export const log: Logger = {
  debug: (message, fields) => processLogger().debug(message, fields),
  info: (message, fields) => processLogger().info(message, fields),
  warn: (message, fields) => processLogger().warn(message, fields),
  error: (message, fields) => processLogger().error(message, fields),
};

const HIDDEN = '[hidden]';

/** Whoever knows the token may post events, so it never reaches a log; nor does the password of a database URL. */
const redact = (line: string): string =>
  line
    .replace(/(api(?:\/|%2F)+vapi(?:\/|%2F)+)[^\s"'?#/\\)]+/gi, `$1${HIDDEN}`)
    .replace(/(postgres(?:ql)?:\/\/[^\s:@/"]*:)[^\s"]*@/gi, `$1${HIDDEN}@`);

const SECRET_FIELD = /^(token|password|secret|authorization|cookie|x-vapi-secret|key|apikey)$/i;

const plain = (fields: LogFields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRET_FIELD.test(name) ? HIDDEN : plainValue(value),
    ]),
  );

const plainValue = (value: unknown): unknown => {
  if (value instanceof Error) return describeError(value, 0);
  if (typeof value === 'bigint') return String(value);
  return isPrintable(value) ? value : `[${typeof value} that JSON cannot show]`;
};

/** A cycle or a getter that throws must not take the message with it. */
const isPrintable = (value: unknown): boolean => {
  try {
    stringify(value);
    return true;
  } catch {
    return false; // whatever it was, it is said in the field's place
  }
};

interface Described {
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: unknown;
}

const MAX_CAUSES = 5;

const describeError = (error: Error, depth: number): Described => ({
  message: error.message,
  ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
  ...(error.stack === undefined ? {} : { stack: error.stack }),
  ...(error.cause instanceof Error && depth < MAX_CAUSES
    ? { cause: describeError(error.cause, depth + 1) }
    : {}),
});

const renderJson = (time: Date, level: LogLevel, message: string, fields: object): string =>
  stringify({ time: time.toISOString(), level, message, ...fields });

const renderText = (
  time: Date,
  level: LogLevel,
  message: string,
  fields: Record<string, unknown>,
): string => {
  const details = Object.entries(fields).map(([name, value]) => {
    if (typeof value === 'object' && value !== null && 'stack' in value) return `\n  ${String(value.stack)}`;
    return ` ${name}=${typeof value === 'string' ? value : stringify(value)}`;
  });
  return `${time.toTimeString().slice(0, 8)} ${level.toUpperCase().padEnd(5)} ${message}${details.join('')}`;
};

const stringify = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'undefined';

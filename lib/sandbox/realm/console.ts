import type { Kit } from './kit.ts';

/** `console`: every line goes to the step's record. */
export const addConsole = (kit: Kit, inspect: (value: unknown) => string): void => {
  const { host, ops } = kit;
  const placeholders = /%[sdifjoOc%]/g;

  const fill = (format: string, values: unknown[]): string => {
    const text = format.replace(placeholders, (mark) => {
      if (mark === '%%') return '%';
      if (values.length === 0) return mark;
      const value = values.shift();
      if (mark === '%c') return '';
      if (mark === '%s') return typeof value === 'string' ? value : inspect(value);
      if (mark === '%d' || mark === '%f') return `${Number(value)}`;
      if (mark === '%i') return `${Math.trunc(Number(value))}`;
      return inspect(value);
    });
    return [text, ...values.map(inspect)].join(' ');
  };

  const write =
    (level: number) =>
    (...values: unknown[]): void => {
      const [first, ...rest] = values;
      const hasFormat = typeof first === 'string' && rest.length > 0 && first.includes('%');
      host(ops.console, level, hasFormat ? fill(first, rest) : values.map(inspect).join(' '));
    };

  // The numbers are positions in consoleLevels.
  const log = write(0);
  const error = write(3);
  const debug = write(4);
  kit.expose('console', {
    log,
    info: write(1),
    warn: write(2),
    error,
    debug,
    trace: debug,
    dir: (value: unknown) => log(value),
    table: log,
    group: log,
    groupEnd: () => {},
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) error('Assertion failed', ...values);
    },
  });
};

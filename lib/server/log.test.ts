import { expect, test } from 'vitest';
import { createLogger, type LoggerOptions } from './log.ts';

const open = (options: Partial<LoggerOptions> = {}) => {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const now = () => new Date('2026-01-02T03:04:05.678Z');
  return { lines, log: createLogger({ level: 'debug', format: 'json', write, now, ...options }) };
};

test('one JSON object a line, with the fields beside the message', () => {
  const { log, lines } = open();
  log.warn('a step was slow', { ms: 12.5, runId: 'r1' });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { time: '2026-01-02T03:04:05.678Z', level: 'warn', message: 'a step was slow', ms: 12.5, runId: 'r1' },
  ]);
});

test('says nothing below its level', () => {
  const { log, lines } = open({ level: 'warn' });
  log.info('no');
  log.error('yes');
  expect(lines).toHaveLength(1);
  const silent = open({ level: 'silent' });
  silent.log.error('no');
  expect(silent.lines).toEqual([]);
});

test('shows an error with its code, its stack and its causes', () => {
  const { log, lines } = open();
  const cause = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
  log.error('an event could not be kept', { error: new Error('write failed', { cause }) });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    error: {
      message: 'write failed',
      stack: expect.stringContaining('log.test.ts'),
      cause: { code: 'ENOSPC' },
    },
  });
});

test.each(['json', 'text'] as const)('no token and no password reaches a log written as %s', (format) => {
  const { log, lines } = open({ format });
  const token = 'tok_3nXyZ-_4567890abcdef';
  const where = [
    `POST /api/vapi/${token}`,
    `http://127.0.0.1:3000/api/vapi/${token}?a=b`,
    `%2Fapi/vapi%2F${token}`,
    `/API/VAPI/${token}`,
    `/api/vapi//${token}`,
  ];
  for (const url of where) {
    log.error(`bad request for ${url}`, { url, nested: { url: [url] }, error: new Error(url) });
  }
  log.error('no database', {
    url: 'postgres://patchbay:hunter2@db:5432/x',
    error: new Error('postgresql://a:hunter2@b/c'),
  });
  log.info('fields', { token, password: 'hunter2', Authorization: `Bearer ${token}`, cookie: token });
  expect(lines).toHaveLength(where.length + 2);
  expect(lines.join('\n')).not.toContain(token);
  expect(lines.join('\n')).not.toContain('hunter2');
  expect(lines[0]).toContain('/api/vapi/[hidden]');
  expect(lines.join('\n')).toContain('db:5432');
});

test('a field that cannot be shown does not take the message with it', () => {
  const { log, lines } = open();
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  log.error('odd', { circle });
  log.error('big', { number: 10n });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    message: 'odd',
    circle: '[object that JSON cannot show]',
  });
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ message: 'big', number: '10' });
});

test('for people: time, level, message and fields on one line, the stack below', () => {
  const { log, lines } = open({ format: 'text' });
  log.info('Patchbay is running', { port: 3000, host: 'localhost' });
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d INFO {2}Patchbay is running port=3000 host=localhost$/);
  log.error('failed', { error: new Error('why') });
  expect(lines[1]).toMatch(/ERROR failed\n {2}Error: why\n {4}at /);
});

import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { runWait } from './run.ts';

const waited = async (seconds: unknown, scope = {}): Promise<number[]> => {
  const slept: number[] = [];
  const sleep = async (ms: number): Promise<void> => {
    slept.push(ms);
  };
  await runWait({ seconds })(stepContext({ scope, ports: { sleep } }));
  return slept;
};

test('sleeps as long as it says', async () => {
  expect(await waited(2)).toEqual([2000]);
  expect(await waited('0.5')).toEqual([500]);
  expect(await waited('{{ event.pause }}', { event: { pause: 60 } })).toEqual([60_000]);
});

test.each([[61], [-1], ['soon'], [null], ['']])('refuses %j', async (pause) => {
  await expect(waited('{{ event.pause }}', { event: { pause } })).rejects.toMatchObject({
    code: 'wait.seconds',
  });
});

test('gives on what came in', async () => {
  const context = stepContext({ inputs: [{ from: 'a', output: 7 }] });
  expect((await runWait({ seconds: 0 })(context)).output).toBe(7);
});

test('ends with the signal', async () => {
  const controller = new AbortController();
  const sleep = (_ms: number, signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      controller.abort(new Error('cancelled'));
    });
  const running = runWait({ seconds: 60 })(stepContext({ signal: controller.signal, ports: { sleep } }));
  await expect(running).rejects.toThrow('cancelled');
});

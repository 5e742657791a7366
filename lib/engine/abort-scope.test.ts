import { expect, test } from 'vitest';
import { AbortScope } from './abort-scope.ts';

test('a signal that is asked for after its scope was aborted is aborted, with the reason', () => {
  const scope = new AbortScope();
  scope.abort('why');
  scope.abort('something else');
  expect(scope.signal.aborted).toBe(true);
  expect(scope.signal.reason).toBe('why');
  expect(scope.signal).toBe(scope.signal);
});

test('a scope aborts all that is inside of it, whether or not anybody asked for its signal', () => {
  const parent = new AbortScope();
  const asked = new AbortScope(new AbortScope(parent)).signal;
  const later = new AbortScope(parent);
  const left = new AbortScope(parent);
  left.close();
  parent.abort('why');
  expect(asked.reason).toBe('why');
  expect(later.signal.reason).toBe('why');
  expect(left.signal.aborted).toBe(false);
});

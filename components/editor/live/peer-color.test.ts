import { expect, test } from 'vitest';
import { initialsOf } from './peer-color.ts';

test('initials of names and addresses', () => {
  expect(
    ['Ada Owner', 'bob@example.com', 'grace.hopper@navy.mil', 'Ada King Lovelace', 'Élan', ''].map(
      initialsOf,
    ),
  ).toEqual(['AO', 'B', 'GH', 'AL', 'É', '?']);
});

import type { OpenEditor } from './editor-live.ts';

const COLORS = ['action', 'logic', 'reply', 'data', 'trigger'] as const;

/** The name of a person's colour (live.css), the same in every tab; other tabs of one person share it. */
export const peerColor = ({ userId }: Pick<OpenEditor, 'userId'>): string | undefined => {
  let sum = 0;
  for (const letter of userId) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return COLORS[sum % COLORS.length];
};

/** `Ada Owner` → `AO`, `bob@example.com` → `B`. */
export const initialsOf = (name: string): string => {
  const words =
    name
      .split('@')[0]
      ?.split(/[\s._-]+/)
      .filter(Boolean) ?? [];
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toUpperCase() || '?';
};

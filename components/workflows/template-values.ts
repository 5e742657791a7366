import { needKey } from '#lib/flow-templates/fill-template.ts';
import type { TemplateNeed } from '#lib/flow-templates/flow-template.ts';

type Values = Readonly<Record<string, string>>;

/** What was neither given nor is stored already. */
export const missingNeeds = (
  needs: readonly TemplateNeed[],
  values: Values,
  secretNames: readonly string[],
): readonly TemplateNeed[] =>
  needs.filter((need) => {
    if (need.kind === 'secret' && secretNames.includes(need.name)) return false;
    return (values[needKey(need)]?.trim() ?? '') === '';
  });

/** What is wrong with values that were given, by the key of their need; empty ones are skipped, not wrong. */
export const valueErrors = (
  needs: readonly TemplateNeed[],
  values: Values,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    needs.flatMap((need): [string, string][] => {
      const value = values[needKey(need)]?.trim() ?? '';
      const error = value === '' ? undefined : errorOf(need, value);
      return error === undefined ? [] : [[needKey(need), error]];
    }),
  );

const errorOf = (need: TemplateNeed, value: string): string | undefined => {
  if (need.kind === 'secret') {
    if (!need.name.endsWith('_URL')) return undefined;
    const isWeb = /^https?:$/.test(URL.parse(value)?.protocol ?? '');
    return isWeb ? undefined : 'Enter an address that begins with https:// (or http://).';
  }
  const isPhone = need.places.every(({ field }) => field === 'number');
  if (!isPhone) return undefined;
  return /^\+\d{6,15}$/.test(value.replace(/[\s().-]/g, ''))
    ? undefined
    : 'Enter the number with its country code, such as +14155550111.';
};

/** The values as they are stored: phone numbers without blanks and brackets, addresses without a slash at their end. */
export const tidyValues = (needs: readonly TemplateNeed[], values: Values): Values =>
  Object.fromEntries(
    needs.map((need) => {
      const value = values[needKey(need)]?.trim() ?? '';
      if (need.kind === 'secret') {
        return [need.name, need.name.endsWith('_URL') ? value.replace(/\/+$/, '') : value];
      }
      const isPhone = need.places.every(({ field }) => field === 'number');
      return [needKey(need), isPhone ? value.replace(/[\s().-]/g, '') : value];
    }),
  );

import { StepError } from './step-error.ts';

/** The value of a secret. Throws where there is none of that name. */
export const secretNamed = (name: string | undefined, secrets: Readonly<Record<string, string>>): string => {
  const value = name === undefined || !Object.hasOwn(secrets, name) ? undefined : secrets[name];
  if (value !== undefined) return value;
  throw new StepError(
    'secret.missing',
    `There is no secret "${name ?? ''}". Add it under Settings, Secrets, or choose another.`,
  );
};

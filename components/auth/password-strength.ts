import { MIN_PASSWORD_LENGTH } from '#lib/accounts/password-rules.ts';

export interface PasswordStrength {
  /** 0 too short, 1 weak, 2 fair, 3 good, 4 strong. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  /** What to do, or that it is fine. */
  readonly hint: string;
}

/** Words and runs that guessers try first; a password made of them is weaker than its length says. */
const COMMON =
  /(password|passwort|qwerty|letmein|welcome|admin|patchbay|iloveyou|abc123|1234+|0000+|1111+)/gi;

/**
 * A rough judgement of a password by length and variety: a hint for the person who types it. The server only asks
 * for the length, as NIST SP 800-63B says.
 */
export const passwordStrength = (password: string): PasswordStrength => {
  if (password.length < MIN_PASSWORD_LENGTH) {
    const missing = MIN_PASSWORD_LENGTH - password.length;
    return { score: 0, hint: `${missing} more character${missing === 1 ? '' : 's'} needed.` };
  }
  const rest = password.replace(COMMON, '');
  const variety = new Set(rest.toLowerCase()).size;
  const effective = Math.min(rest.length, variety * 1.8);
  if (variety < 4 || effective < 7) return { score: 1, hint: 'Easy to guess. Use several unrelated words.' };
  if (effective < 11) return { score: 2, hint: 'Fair. A few more words make it strong.' };
  if (effective < 15) return { score: 3, hint: 'Good.' };
  return { score: 4, hint: 'Strong.' };
};

export const MIN_PASSWORD_LENGTH = 10;
/** scrypt takes any length; this only keeps a request from making it work on megabytes. */
export const MAX_PASSWORD_LENGTH = 128;

/** What is wrong with a password; undefined where nothing is. */
export const passwordProblem = (password: string): string | undefined => {
  if (password.length < MIN_PASSWORD_LENGTH) {
    return `The password needs at least ${MIN_PASSWORD_LENGTH} characters.`;
  }
  if (password.length > MAX_PASSWORD_LENGTH) {
    return `The password has at most ${MAX_PASSWORD_LENGTH} characters.`;
  }
  return undefined;
};

import { hashPassword } from 'better-auth/crypto';
import type { Store } from '#lib/store/store.ts';
import { passwordProblem } from './password-rules.ts';

export type PasswordReset =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'no-user' | 'invalid'; readonly message: string };

/** Gives a user another password, without the old one, and ends all of their sessions. */
export const resetPassword = async (
  { prisma }: Pick<Store, 'prisma'>,
  { email, password }: { email: string; password: string },
): Promise<PasswordReset> => {
  const problem = passwordProblem(password);
  if (problem !== undefined) return { ok: false, code: 'invalid', message: problem };
  const user = await prisma.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true },
  });
  if (user === null) return { ok: false, code: 'no-user', message: `There is no user ${email}.` };
  const hash = await hashPassword(password);
  await prisma.$transaction([
    prisma.account.updateMany({
      where: { userId: user.id, providerId: 'credential' },
      data: { password: hash, updatedAt: new Date() },
    }),
    prisma.session.deleteMany({ where: { userId: user.id } }),
  ]);
  return { ok: true };
};

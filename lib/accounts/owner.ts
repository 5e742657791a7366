import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { newId } from '#lib/server/id.ts';
import { isUniqueViolation } from '#lib/store/prisma-error.ts';
import { getStore, type Store } from '#lib/store/store.ts';
import { passwordProblem } from './password-rules.ts';

export interface NewOwner {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

export type CreatedOwner =
  | { readonly ok: true; readonly userId: string }
  | { readonly ok: false; readonly code: 'owner-exists' | 'invalid'; readonly message: string };

/** Whether the first visit has happened: afterwards nobody can make an owner any more. */
export const hasOwner = async (): Promise<boolean> => storeHasOwner(await getStore());

/** Makes the owner; refused where there is one, also when two first visits come at the same moment. */
export const createOwner = async (owner: NewOwner): Promise<CreatedOwner> =>
  createOwnerIn(await getStore(), owner);

/** `hasOwner` of a given store. */
export const storeHasOwner = async ({ prisma }: Pick<Store, 'prisma'>): Promise<boolean> =>
  (await prisma.user.count({ take: 1 })) > 0;

/** `createOwner` in a given store. */
export const createOwnerIn = async (
  store: Pick<Store, 'prisma'>,
  { email, password, name }: NewOwner,
): Promise<CreatedOwner> => {
  const parsed = details.safeParse({ email, name });
  const problem = parsed.success ? passwordProblem(password) : parsed.error.issues[0]?.message;
  if (!parsed.success || problem !== undefined) {
    return { ok: false, code: 'invalid', message: problem ?? 'These details are not usable.' };
  }
  if (await storeHasOwner(store)) return ownerExists;

  const userId = newId();
  const now = new Date();
  const times = { createdAt: now, updatedAt: now };
  const hash = await hashPassword(password);
  try {
    // `isOwner` is unique: of two first visits that got this far the database takes one.
    await store.prisma.user.create({
      data: {
        id: userId,
        ...parsed.data,
        emailVerified: false,
        isOwner: true,
        ...times,
        accounts: {
          create: { id: newId(), accountId: userId, providerId: 'credential', password: hash, ...times },
        },
      },
      select: { id: true },
    });
  } catch (error) {
    if (isUniqueViolation(error)) return ownerExists;
    throw error;
  }
  return { ok: true, userId };
};

const details = z.object({
  // better-auth looks e-mail addresses up in lower case.
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, 'An e-mail address has at most 254 characters.')
    .pipe(z.email('Write an e-mail address, such as ada@example.com.')),
  name: z
    .string()
    .trim()
    .min(1, 'The name cannot be empty.')
    .max(120, 'The name has at most 120 characters.')
    .regex(/^\P{Cc}*$/u, 'The name cannot contain control characters.'),
});

const ownerExists = {
  ok: false,
  code: 'owner-exists',
  message: 'This Patchbay has an owner already.',
} as const;

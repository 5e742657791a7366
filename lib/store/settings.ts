import type { Database } from './client.ts';

export type SettingRepository = ReturnType<typeof createSettingRepository>;

/** What the operator set, by key; values are JSON. */
export const createSettingRepository = ({ prisma, now }: Database) => ({
  /** Undefined where it was never set. The caller checks the value's shape. */
  get: async (key: string): Promise<unknown> => {
    const row = await prisma.setting.findUnique({ where: { key } });
    return row === null ? undefined : JSON.parse(row.value);
  },

  set: async (key: string, value: unknown): Promise<void> => {
    const data = { value: JSON.stringify(value) ?? 'null', updatedAt: new Date(now()) };
    await prisma.setting.upsert({
      where: { key },
      create: { key, ...data },
      update: data,
      select: { key: true },
    });
  },
});

import { z } from 'zod';
import { newId } from '#lib/server/id.ts';
import { type Actor, actorName } from './actor.ts';
import type { Database } from './client.ts';
import { type Page, readCursor, take, toPage } from './cursor.ts';
import { storableOrNull, storableText } from './text.ts';

/** What was changed: a workflow, a secret, … */
export interface AuditTarget {
  readonly kind: string;
  readonly id: string;
}

/** Who did what, and when. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  /** E.g. `workflow.publish`. */
  readonly action: string;
  readonly target: AuditTarget;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface NewAuditEntry {
  readonly actor: Actor;
  readonly action: string;
  readonly target: AuditTarget;
  readonly details?: Readonly<Record<string, unknown>>;
}

export type AuditRepository = ReturnType<typeof createAuditRepository>;

/** The record of who changed what. */
export const createAuditRepository = ({ prisma, now }: Database) => ({
  add: async ({ actor, action, target, details = {} }: NewAuditEntry): Promise<void> => {
    await prisma.auditEntry.create({
      data: {
        id: newId(),
        at: new Date(now()),
        actorKind: actor.kind,
        actorId: actor.kind === 'system' ? null : actor.id,
        actorName: storableOrNull(actorName(actor)),
        action,
        target: targetText(target),
        details: JSON.stringify(details),
      },
      select: { id: true },
    });
  },

  /** Newest first. */
  list: async (filter: {
    readonly target?: AuditTarget | undefined;
    readonly cursor?: string | null | undefined;
    /** At most 200. */
    readonly limit: number;
  }): Promise<Page<AuditEntry>> => {
    const after = readCursor(filter.cursor);
    const rows = await prisma.auditEntry.findMany({
      where: {
        ...(filter.target === undefined ? {} : { target: targetText(filter.target) }),
        ...(after === undefined
          ? {}
          : { at: { lte: after.at }, OR: [{ at: { lt: after.at } }, { id: { lt: after.id } }] }),
      },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: take(filter.limit),
    });
    const entries = rows.map((row) => ({
      id: row.id,
      at: row.at,
      actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
      action: row.action,
      target: targetFromText(row.target),
      details: z.record(z.string(), z.unknown()).parse(JSON.parse(row.details)),
    }));
    return toPage(entries, filter.limit, (entry) => ({ at: entry.at, id: entry.id }));
  },
});

/** A kind has no colon. */
const targetText = ({ kind, id }: AuditTarget): string => storableText(`${kind}:${id}`);

const targetFromText = (text: string): AuditTarget => {
  const colon = text.indexOf(':');
  return { kind: text.slice(0, colon), id: text.slice(colon + 1) };
};

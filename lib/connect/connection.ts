import { z } from 'zod';
import type { VapiConnection } from '#lib/store/vapi-connection.ts';
import type { Connect } from './context.ts';
import { failure, type Outcome } from './failure.ts';
import { createVapiApi } from './vapi-api.ts';

/** What may be shown of the connection: never the key. */
export interface ConnectionView {
  readonly region: 'us' | 'eu';
  /** The last four characters of the key. */
  readonly keyHint: string;
  readonly orgId: string | null;
  readonly checkedAt: Date | null;
}

/** What connects to Vapi. */
export const connectionInput = z.strictObject({
  key: z
    .string()
    .trim()
    .min(8, 'Enter the private key from the Vapi dashboard.')
    .max(500, 'This is longer than a key of Vapi.')
    .regex(/^[\x21-\x7e]+$/, 'A key has no spaces and no special characters.'),
  region: z.enum(['us', 'eu'], { error: 'Choose the region of your organisation in Vapi.' }),
});

export type ConnectionInput = z.input<typeof connectionInput>;

/** Undefined where Patchbay is not connected to Vapi. */
export const getConnection = async ({ store }: Connect): Promise<ConnectionView | undefined> => {
  const connection = await store.vapiConnection.get();
  return connection === undefined ? undefined : viewConnection(connection);
};

/** Asks Vapi whether it takes the key, and keeps it only then. */
export const connectVapi = async (
  connect: Connect,
  given: ConnectionInput,
): Promise<Outcome<{ connection: ConnectionView }>> => {
  const parsed = connectionInput.safeParse(given);
  if (!parsed.success) {
    return failure('invalid-request', parsed.error.issues[0]?.message ?? 'Enter the private key.');
  }
  const tested = await createVapiApi(parsed.data).test();
  if (!tested.ok) return tested;
  const connection = { ...parsed.data, orgId: tested.orgId, checkedAt: new Date() };
  await connect.store.vapiConnection.set(connection);
  await connect.runtime.refreshSecrets();
  await audit(connect, 'vapi.connect', { region: connection.region });
  return { ok: true, connection: viewConnection(connection) };
};

/** Forgets the key. What was set in Vapi stays as it is. */
export const disconnectVapi = async (connect: Connect): Promise<Outcome<object>> => {
  if (!(await connect.store.vapiConnection.delete())) {
    return failure('not-connected', 'Patchbay is not connected to Vapi.');
  }
  await connect.runtime.refreshSecrets();
  await audit(connect, 'vapi.disconnect', {});
  return { ok: true };
};

/** Without the key. */
export const viewConnection = ({
  region,
  key,
  orgId,
  checkedAt,
}: Pick<VapiConnection, 'region' | 'key' | 'orgId' | 'checkedAt'>): ConnectionView => ({
  region,
  keyHint: key.slice(-4),
  orgId,
  checkedAt,
});

const audit = (connect: Connect, action: string, details: Record<string, unknown>): Promise<void> =>
  connect.store.audit.add({
    actor: connect.actor,
    action,
    target: { kind: 'vapi-connection', id: 'vapi' },
    details,
  });

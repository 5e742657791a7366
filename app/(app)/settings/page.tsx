import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { VapiKeyCard } from '#components/connect/vapi-key-card.tsx';
import { AboutCard } from '#components/settings/about-card.tsx';
import { ApiKeysCard } from '#components/settings/api-keys-card.tsx';
import { PasswordCard } from '#components/settings/password-card.tsx';
import { SecretsCard } from '#components/settings/secrets-card.tsx';
import { PageBody, PageHeader } from '#components/shell/page-header.tsx';
import { requireUser } from '#lib/accounts/session.ts';
import { viewConnection } from '#lib/connect/connection.ts';
import { env } from '#lib/server/env.ts';
import { publicOrigin, requestOrigin } from '#lib/server/public-url.ts';
import { getStore } from '#lib/store/store.ts';
import packageJson from '../../../package.json' with { type: 'json' };

export const metadata: Metadata = { title: 'Settings' };

const databases = { sqlite: 'SQLite, one file in the data directory', postgresql: 'PostgreSQL' };

export default async function SettingsPage() {
  const user = await requireUser();
  const store = await getStore();
  const [keys, secrets, stored] = await Promise.all([
    store.apiKeys.list(),
    store.secrets.list(),
    store.vapiConnection.get(),
  ]);
  const connection = stored === undefined ? undefined : viewConnection(stored);
  return (
    <PageBody width="narrow">
      <PageHeader title="Settings" />
      <VapiKeyCard
        connection={
          connection === undefined
            ? undefined
            : { ...connection, checkedAt: connection.checkedAt?.toISOString() ?? null }
        }
      />
      <SecretsCard
        secrets={secrets.map(({ name, updatedAt }) => ({ name, updatedAt: updatedAt.toISOString() }))}
      />
      <ApiKeysCard
        keys={keys.map(({ id, name, start, createdAt, lastUsedAt, revokedAt }) => ({
          id,
          name,
          start,
          createdAt: createdAt.toISOString(),
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
          isRevoked: revokedAt !== null,
        }))}
      />
      <PasswordCard name={user.name} email={user.email} />
      <AboutCard
        about={{
          version: packageJson.version,
          database: databases[store.provider],
          publicUrl: publicOrigin(requestOrigin(await headers())),
          isPublicUrlSet: env().PATCHBAY_PUBLIC_URL !== undefined,
        }}
      />
    </PageBody>
  );
}

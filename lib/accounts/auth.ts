import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { clientAddressHeader } from '#lib/server/client-address.ts';
import { env } from '#lib/server/env.ts';
import { newId } from '#lib/server/id.ts';
import { log } from '#lib/server/log.ts';
import { once } from '#lib/server/once.ts';
import { getStore, type Store } from '#lib/store/store.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password-rules.ts';
import { type OriginSettings, trustedOrigins } from './trusted-origins.ts';

export interface AuthSettings extends OriginSettings {
  /** Where this server listens, for addresses that better-auth makes when there is no public URL. */
  readonly port: number;
}

export type Auth = ReturnType<typeof createAuth>;

const MONTH_SECONDS = 30 * 86_400;
/** How long a session is believed without a look into the database, and so how long a revoked one may live on. */
const SESSION_CACHE_SECONDS = 60;

/** Without a trusted address of the client all clients share these counts, so they leave room for a typing owner. */
const RATE_LIMITS = {
  '/sign-in/email': { window: 60, max: 10 },
  '/change-password': { window: 60, max: 10 },
  '/verify-password': { window: 60, max: 10 },
  '/get-session': false, // reads only, and every page asks
} as const;

/** The proxies that PATCHBAY_TRUST_PROXY means: private addresses. The first other one from the right is the client. */
const PRIVATE_NETWORKS = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

/** What better-auth can do and Patchbay does not use: e-mails, other identity providers, accounts that delete themselves. */
const UNUSED_PATHS = [
  '/sign-up/email',
  '/sign-in/social',
  '/link-social',
  '/unlink-account',
  '/list-accounts',
  '/account-info',
  '/get-access-token',
  '/refresh-token',
  '/request-password-reset',
  '/reset-password',
  '/send-verification-email',
  '/verify-email',
  '/change-email',
  '/delete-user',
  '/delete-user/callback',
  '/update-session',
];

/** better-auth of this process. */
export const getAuth = (): Promise<Auth> =>
  once('auth', async () => {
    const { PATCHBAY_PUBLIC_URL, PATCHBAY_TRUST_PROXY, PORT } = env();
    return createAuth(await getStore(), {
      publicUrl: PATCHBAY_PUBLIC_URL,
      trustProxy: PATCHBAY_TRUST_PROXY ?? false,
      port: PORT,
    });
  });

/** better-auth on the store: e-mail and password only, nobody signs up (`createOwner` makes the owner). */
export const createAuth = ({ prisma, provider, vault }: Store, settings: AuthSettings) =>
  betterAuth({
    appName: 'Patchbay',
    baseURL: settings.publicUrl ?? `http://localhost:${settings.port}`,
    basePath: '/api/auth',
    secret: vault.derive('sessions'),
    database: prismaAdapter(prisma, { provider, transaction: true }),
    trustedOrigins: (request) => trustedOrigins(request?.headers, settings),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      revokeSessionsOnPasswordReset: true,
    },
    disabledPaths: UNUSED_PATHS,
    session: {
      expiresIn: MONTH_SECONDS,
      cookieCache: { enabled: true, maxAge: SESSION_CACHE_SECONDS },
    },
    user: {
      additionalFields: { isOwner: { type: 'boolean', required: false, input: false } },
    },
    rateLimit: { enabled: true, storage: 'database', window: 60, max: 100, customRules: { ...RATE_LIMITS } },
    advanced: {
      // Cookies know no ports: two Patchbays on one host must not take each other's.
      cookiePrefix: `patchbay-${vault.derive('cookie name').slice(0, 8)}`,
      useSecureCookies: settings.publicUrl?.startsWith('https://') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      disableOriginCheck: false, // said aloud, since better-auth turns it off by itself under NODE_ENV=test
      disableCSRFCheck: false,
      trustedProxyHeaders: settings.trustProxy,
      ipAddress: settings.trustProxy
        ? { ipAddressHeaders: ['x-forwarded-for'], trustedProxies: PRIVATE_NETWORKS }
        : { ipAddressHeaders: [clientAddressHeader()] },
      database: { generateId: newId },
    },
    logger: {
      level: 'warn',
      log: (level, message, ...details) =>
        log[level === 'error' ? 'error' : 'warn'](message, details.length === 0 ? {} : { details }),
    },
    telemetry: { enabled: false },
  });

/** Answers a request below `/api/auth`. What it says of a session is for nobody else, caches included. */
export const handleAuth = async (request: Request): Promise<Response> => {
  const { body, status, headers: given } = await (await getAuth()).handler(request);
  const headers = new Headers(given);
  headers.set('cache-control', 'no-store');
  return new Response(body, { status, headers });
};

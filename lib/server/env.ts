import { z } from 'zod';
import { once } from './once.ts';

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .transform((value) => value === 'true' || value === '1')
  .optional();

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Where the database file, the keys and nothing else live. */
  PATCHBAY_DATA_DIR: z.string().min(1).default('./data'),
  /** `postgres://…`; absent means SQLite in the data directory. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  /** The address under which Vapi reaches this server, without a path. */
  PATCHBAY_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** 64 hex digits; absent means a key file in the data directory. */
  PATCHBAY_ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')
    .optional(),
  /** CIDR blocks that outbound requests of flows may reach although they are private, comma-separated. */
  PATCHBAY_ALLOW_PRIVATE_NETWORKS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  /** Where Vapi's API is, in place of the address of the connection's region: for a proxy, or for tests. */
  PATCHBAY_VAPI_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Sandbox children; absent means one a core, at least 2. */
  PATCHBAY_SANDBOX_CHILDREN: z.coerce.number().int().min(1).max(64).optional(),
  /** Turns V8's compilers back on inside the sandbox: faster hot loops, larger attack surface. */
  PATCHBAY_SANDBOX_JIT: flag,
  /** Believe X-Forwarded-For and X-Forwarded-Proto of a reverse proxy. */
  PATCHBAY_TRUST_PROXY: flag,
  /** The least that is logged; absent means `info` (`warn` in tests). */
  PATCHBAY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
});

export type Env = z.infer<typeof schema>;

/** The settings from the environment, read once. Throws one error that lists every bad variable. */
export const env = (): Env =>
  once('env', () => {
    const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`These environment variables are not usable:\n${lines.join('\n')}`);
  });

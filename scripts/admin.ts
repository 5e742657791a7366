// What `npm run admin` runs, once everything is installed. Works on the data directory or database that the app uses,
// also while it is running.
import { parseArgs } from 'node:util';
import { createOwnerIn } from '#lib/accounts/owner.ts';
import { resetPassword } from '#lib/accounts/reset-password.ts';
import { env } from '#lib/server/env.ts';
import { openStore, type Store } from '#lib/store/store.ts';

const USAGE = `Usage:
  npm run admin -- create-owner --email <address> --password <at least 10 characters> [--name <name>]
      Makes the owner of this Patchbay, as the first visit does. Refused where there is one.
  npm run admin -- reset-password --email <address> --password <at least 10 characters>
      Sets another password and signs the user out everywhere (at the latest after a minute).
  npm run admin -- create-api-key --name <what it is for>
      Makes a key for the HTTP API and prints it, this once.

The data are those in PATCHBAY_DATA_DIR (./data), or the Postgres of DATABASE_URL.`;

/** Exit codes: 0 done, 1 refused or failed, 2 called wrongly. */
const FAILED = 1;
const MISUSED = 2;

class Misuse extends Error {}

type Values = Readonly<Record<string, string>>;
type Command = (store: Store, values: Values) => Promise<string>;

class Refused extends Error {}

interface CommandSpec {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  readonly run: Command;
}

const commands: Readonly<Record<string, CommandSpec>> = {
  'create-owner': {
    required: ['email', 'password'],
    optional: ['name'],
    run: async (store, values) => {
      const { email = '', password = '' } = values;
      const owner = {
        email,
        password,
        name: values.name ?? email.replace(/@.*/, ''),
      };
      const created = await createOwnerIn(store, owner);
      if (!created.ok) throw new Refused(created.message);
      return `${email} is the owner now. Sign in with the password you chose.`;
    },
  },
  'reset-password': {
    required: ['email', 'password'],
    run: async (store, values) => {
      const { email = '', password = '' } = values;
      const reset = await resetPassword(store, { email, password });
      if (!reset.ok) throw new Refused(reset.message);
      return `${email} has the new password, and is signed out everywhere.`;
    },
  },
  'create-api-key': {
    required: ['name'],
    run: async (store, values) => {
      const { key } = await store.apiKeys.create(values.name ?? '');
      return key; // alone on its line, so that a script can take it
    },
  },
};

const parse = (args: readonly string[]): { run: Command; values: Values } => {
  const [name = '', ...rest] = args;
  const command = commands[name];
  if (command === undefined)
    throw new Misuse(name === '' ? 'Say what to do.' : `There is no command '${name}'.`);
  const names = [...command.required, ...(command.optional ?? [])];
  const values = readOptions(rest, names);
  for (const option of command.required) {
    if (values[option] === undefined || values[option].trim() === '')
      throw new Misuse(`--${option} is missing.`);
  }
  return { run: command.run, values };
};

const readOptions = (args: readonly string[], names: readonly string[]): Values => {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    return Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
};

const main = async (args: readonly string[]): Promise<void> => {
  if (args.some((arg) => arg === '--help' || arg === '-h' || arg === 'help')) {
    console.log(USAGE);
    return;
  }
  const { run, values } = parse(args);
  const { PATCHBAY_DATA_DIR, DATABASE_URL, PATCHBAY_ENCRYPTION_KEY } = env();
  const store = await openStore({
    dataDir: PATCHBAY_DATA_DIR,
    databaseUrl: DATABASE_URL,
    encryptionKey: PATCHBAY_ENCRYPTION_KEY,
  });
  try {
    console.log(await run(store, values));
  } finally {
    await store.close();
  }
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof Misuse ? `${message}\n\n${USAGE}` : message);
  process.exitCode = error instanceof Misuse ? MISUSED : FAILED;
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { once } from '#lib/server/once.ts';

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Runs `work` with Prisma's schema engine on the database behind `adapters`, in this process. Rejects with what `work`
 * rejects with, and when the database cannot be reached.
 */
export const withSchemaEngine = async <Result>(
  adapters: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: bindings.SchemaEngine) => Promise<Result>,
): Promise<Result> => {
  await once('store.schema-engine', instantiate);
  const connections: SqlDriverAdapter[] = [];
  const bound = bindMigrationAwareSqlAdapterFactory(remembering(adapters, connections));
  const ignoreLog = () => undefined;
  const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, ignoreLog, bound);
  try {
    return await work(engine);
  } catch (error) {
    // The engine only names the driver's error by its number.
    const id = /External error id#(\d+)/.exec(String(error))?.[1];
    const external = id === undefined ? undefined : bound.errorRegistry.consumeError(Number(id));
    throw external === undefined ? error : new Error(String(error), { cause: external.error });
  } finally {
    engine.free();
    // The engine leaves its connections open; on SQLite they hold an exclusive lock.
    await Promise.all(connections.map((connection) => connection.dispose()));
  }
};

const remembering = (
  adapters: SqlMigrationAwareDriverAdapterFactory,
  connections: SqlDriverAdapter[],
): SqlMigrationAwareDriverAdapterFactory => {
  const remember = (connection: SqlDriverAdapter): SqlDriverAdapter => {
    connections.push(connection);
    return connection;
  };
  return {
    provider: adapters.provider,
    adapterName: adapters.adapterName,
    connect: async () => remember(await adapters.connect()),
    connectToShadowDb: async () => remember(await adapters.connectToShadowDb()),
  };
};

/**
 * The package's own entry imports the .wasm file as a module, which Node calls experimental and bundlers treat each
 * in their own way, so it is instantiated by hand.
 */
const instantiate = async (): Promise<void> => {
  const file = path.join(
    /* turbopackIgnore: true */ process.cwd(),
    'node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm',
  );
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    './schema_engine_bg.js': { ...bindings },
  });
  bindings.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
};

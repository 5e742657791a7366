import { openStore } from '#lib/store/store.ts';

// Puts a connection to Vapi into a data directory: `node e2e/connect-to-vapi.ts <data directory> <key>`. The app that
// uses it must not be running yet.
const [dataDir = '', key = ''] = process.argv.slice(2);
const store = await openStore({ dataDir });
await store.vapiConnection.set({ region: 'us', key });
await store.close();

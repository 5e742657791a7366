import { type Access, openAccess } from '#lib/vapi/credentials/access.ts';

/** A workflow that asks for this value in a header. */
export const withSecret = (value: string, headerName = 'X-Vapi-Secret', id = 'one'): Access => ({
  ...openAccess(),
  credentials: [{ id, name: '', createdAt: '2026-01-01T00:00:00.000Z', kind: 'header', headerName, value }],
});

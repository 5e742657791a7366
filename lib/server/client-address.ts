import { randomBytes } from 'node:crypto';
import { once } from './once.ts';

/**
 * The header in which server.js tells the pages who is at the other end of the connection. Its name is drawn anew in
 * each process, so that no client can send it and pretend to be someone else.
 */
export const clientAddressHeader = (): string =>
  once('client-address-header', () => `x-client-address-${randomBytes(12).toString('hex')}`);

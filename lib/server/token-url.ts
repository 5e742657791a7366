import { publicOrigin } from './public-url.ts';

/** Where Vapi asks for access tokens, of all workflows; what `requestOrigin` is for, `publicOrigin` says. */
export const tokenUrlFor = (requestOrigin?: string): string =>
  `${publicOrigin(requestOrigin)}/api/oauth/token`;

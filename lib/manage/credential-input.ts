import { z } from 'zod';
import { readNetwork } from '#lib/vapi/credentials/address-list.ts';
import {
  bearerFields,
  type Credential,
  headerFields,
  headerName,
  hmacFields,
  isBase64,
  oauth2Fields,
  randomSecret,
} from '#lib/vapi/credentials/credential.ts';
import { encryptedPath } from '#lib/vapi/credentials/encrypted-path.ts';

const secretHelp = 'Left out, Patchbay makes one of 256 random bits and returns it this once.';
const GENERATED = { description: secretHelp };

const name = z
  .string()
  .trim()
  .max(80, 'A name has at most 80 characters.')
  .regex(/^[^\p{Cc}]*$/u, 'A name is one line without control characters.')
  .default('')
  .meta({ description: 'Tells credentials apart in lists and in the reasons of refused events.' });

const headerInput = z.strictObject({
  kind: z.literal('header'),
  name,
  headerName: headerName.default('X-Vapi-Secret'),
  value: headerFields.value.optional().meta(GENERATED),
});

const bearerInput = z.strictObject({
  kind: z.literal('bearer'),
  name,
  ...bearerFields,
  token: bearerFields.token.optional().meta(GENERATED),
});

const hmacInput = z
  .strictObject({
    kind: z.literal('hmac'),
    name,
    ...hmacFields,
    secretKey: hmacFields.secretKey.optional().meta(GENERATED),
  })
  .refine(
    ({ secretKey, secretIsBase64 }) => secretKey === undefined || !secretIsBase64 || isBase64(secretKey),
    {
      path: ['secretKey'],
      error: 'This is not base64. Enter it with its = at the end, or switch "Secret is Base64" off.',
    },
  )
  .refine(
    ({ signatureHeader, timestampHeader }) => signatureHeader.toLowerCase() !== timestampHeader.toLowerCase(),
    {
      path: ['timestampHeader'],
      error: 'Signature and timestamp need two different headers.',
    },
  );

const oauth2Input = z.strictObject({
  kind: z.literal('oauth2'),
  name,
  ...oauth2Fields,
  clientSecret: oauth2Fields.clientSecret.optional().meta(GENERATED),
});

/** A credential as a person or an API client gives it. */
export const credentialInput = z
  .discriminatedUnion('kind', [headerInput, bearerInput, hmacInput, oauth2Input])
  .meta({ id: 'CredentialInput', description: 'How Vapi proves that an event comes from it.' });

export type CredentialInput = z.input<typeof credentialInput>;

export const allowedNetworks = z
  .array(
    z.string().transform((text, context) => {
      const read = readNetwork(text);
      if (read.ok) return read.network;
      context.addIssue({ code: 'custom', message: read.message });
      return z.NEVER;
    }),
  )
  .max(50, 'Enter at most 50 networks.')
  .transform((networks) => [...new Set(networks)])
  .meta({
    description:
      'Addresses and CIDR blocks, IPv4 and IPv6; events from elsewhere are refused. Empty allows all.',
    example: ['167.150.224.0/23'],
  });

export const encryptedPaths = z
  .array(encryptedPath)
  .max(32, 'Enter at most 32 paths.')
  .transform((paths) => [...new Set(paths)])
  .meta({
    description: "Paths below a tool's arguments, as in Vapi's `server.encryptedPaths`.",
    example: ['ssn', 'payment.cardNumber'],
  });

/** The credential of an input that was read, with a secret of Patchbay's where none was given. */
export const makeCredential = (
  input: z.output<typeof credentialInput>,
  id: string,
  createdAt: string,
): Credential => {
  const common = { id, createdAt };
  switch (input.kind) {
    case 'header':
      return { ...input, ...common, value: input.value ?? randomSecret() };
    case 'bearer':
      return { ...input, ...common, token: input.token ?? randomSecret() };
    case 'hmac': {
      const form = input.secretIsBase64 ? 'base64' : 'text';
      return { ...input, ...common, secretKey: input.secretKey ?? randomSecret(form) };
    }
    case 'oauth2':
      return { ...input, ...common, clientSecret: input.clientSecret ?? randomSecret() };
  }
};

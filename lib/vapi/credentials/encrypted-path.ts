import { z } from 'zod';

// Browser-safe.

/** Names that reach what every object inherits. */
const INHERITED = ['__proto__', 'constructor', 'prototype'];

/** A path below a tool's arguments as Vapi's `encryptedPaths` writes it: names with dots between. */
export const encryptedPath = z
  .string()
  .trim()
  .max(200, 'A path has at most 200 characters.')
  .regex(
    /^[^.\s[\]]+(?:\.[^.\s[\]]+)*$/,
    'Write the path as names with dots between, e.g. ssn or payment.cardNumber.',
  )
  .refine((path) => !path.split('.').some((name) => INHERITED.includes(name)), {
    error: 'This name has a meaning of its own in JavaScript.',
  });

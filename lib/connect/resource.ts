import { z } from 'zod';
import { type Json, objectOf, textOf, textsOf } from './json.ts';

/** What in Vapi can have a server URL of its own. */
export const targetKind = z.enum(['assistant', 'phone-number', 'squad', 'tool']);
export type TargetKind = z.infer<typeof targetKind>;

/** One of Vapi's things, read tolerantly: only its id has to be there. */
export type Resource = z.infer<typeof resource>;
export const resource = z.looseObject({ id: z.string().min(1) });

/** Where the server URL and the list of events are: a squad has them in what it sets for all its members. */
const holderOf = (kind: TargetKind, found: Json): Json =>
  kind === 'squad' ? objectOf(found.membersOverrides) : found;

export const serverOf = (kind: TargetKind, found: Json): Json => objectOf(holderOf(kind, found).server);

/** Undefined where Vapi's own list applies; phone numbers and tools have none. */
export const serverMessagesOf = (kind: TargetKind, found: Json): readonly string[] | undefined =>
  textsOf(holderOf(kind, found).serverMessages);

/** What people call it. */
export const nameOf = (kind: TargetKind, found: Resource): string => {
  const own = textOf(found.name) ?? textOf(objectOf(found.function).name);
  const number = textOf(found.number) ?? textOf(found.sipUri);
  if (kind === 'phone-number' && number !== undefined)
    return own === undefined ? number : `${own} (${number})`;
  return own ?? found.id;
};

/** The fields that Vapi wants in every PATCH of such a thing. */
export const requiredInPatch = (kind: TargetKind, found: Json): Json => {
  switch (kind) {
    case 'phone-number':
      return { provider: found.provider };
    case 'squad':
      return { members: found.members };
    case 'tool':
      return { type: found.type };
    case 'assistant':
      return {};
  }
};

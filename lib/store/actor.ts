/** Who did something. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string; readonly email: string }
  | { readonly kind: 'api-key'; readonly id: string; readonly name: string }
  | { readonly kind: 'system' };

/** The name to show for an actor. */
export const actorName = (actor: Actor): string => {
  switch (actor.kind) {
    case 'user':
      return actor.email;
    case 'api-key':
      return actor.name;
    case 'system':
      return 'Patchbay';
  }
};

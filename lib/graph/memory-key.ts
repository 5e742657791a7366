/** A key to remember something by has at most so many characters: four bytes each fit an index entry of Postgres. */
export const MAX_MEMORY_KEY = 200;
